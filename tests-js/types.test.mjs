import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

for (const file of ['consumer.mts', 'consumer.cts']) {
  test(`the types hold in a strict program: ${file}`, () => {
    const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
    const target = ['--target', 'es2022', '--lib', 'es2023', '--module', 'node16', '--types', 'node'];
    const { status, stdout } = spawnSync(process.execPath, [compiler, ...options, ...target, join('types', file)], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    });
    assert.equal(stdout, '');
    assert.equal(status, 0);
  });
}
