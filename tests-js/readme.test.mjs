// The JavaScript of the README runs as shown, and so does the demo.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);

function run(file) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(file)], { encoding: 'utf8', timeout: 60_000 });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return stdout;
}

test('the README runs', () => {
  const blocks = [...readFileSync(new URL('README.md', root), 'utf8').matchAll(/<!-- run: node -->\n```js\n([^]*?)```/g)];
  assert.equal(blocks.length, 1);
  const file = new URL('readme-example.mjs', import.meta.url);
  writeFileSync(file, blocks[0][1]);
  assert.deepEqual(run(file).trim().split('\n'), ["[ 'Ana', 'Bo' ]", 'session_init', 'stdout', 'final']);
});

test('the demo runs', () => {
  assert.match(run(new URL('examples/demo.mjs', root)), /\n {2}active: 42\n/);
});
