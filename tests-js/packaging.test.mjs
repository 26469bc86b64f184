// What the package brings besides its modules.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('the worker program comes along', () => {
  const program = join(dirname(fileURLToPath(import.meta.resolve('@enclave/native'))), 'enclave-worker');
  if (process.platform === 'win32') {
    assert.equal(existsSync(program), false);
    return;
  }
  const { status, stderr } = spawnSync(program, { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.equal(stderr, 'This program is started by Enclave; it is of no use by itself\n');
});
