// The JavaScript of the README runs as shown, and so does the demo.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
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

/** What the comments behind `console.log(…);` say that a page prints. */
function told(code) {
  const lines = [...code.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
  return lines.flatMap((text) => (/^\w+(, \w+)+$/.test(text) ? text.split(', ') : [text]));
}

const guides = new URL('docs/guides/', root);
for (const name of readdirSync(guides)) {
  const blocks = [...readFileSync(new URL(name, guides), 'utf8').matchAll(/^```js\n([^]*?)^```/gm)].map(([, code]) => code);
  // A block that imports begins a script of its own.
  const scripts = blocks.reduce((all, code) => (code.startsWith('import') ? [...all, code] : [...all.slice(0, -1), all.at(-1) + code]), []);
  for (const [index, code] of scripts.entries()) {
    test(`the JavaScript of ${name} runs (${index + 1})`, () => {
      const file = new URL(`guide-${name}-${index}.mjs`, import.meta.url);
      writeFileSync(file, code);
      assert.deepEqual(run(file).trim().split('\n'), told(code));
    });
  }
}

test('the example of the AI SDK runs', () => {
  assert.equal(run(new URL('examples/frameworks/ai_sdk_agent.mjs', root)), 'script gave: 90\nTogether they ordered for 90.\n');
});

test('the demo runs', () => {
  assert.match(run(new URL('examples/demo.mjs', root)), /\n {2}active: 42\n/);
});
