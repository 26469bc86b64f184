'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');

const native = require('@enclave/native');

test('require gives the package', async () => {
  const enclave = new native.Enclave({ tools: { one: native.tool({ handler: () => 1 }) } });
  assert.equal((await enclave.run('return await callTool("one", {});')).unwrap(), 1);
});

test('import and require give the same classes', async () => {
  const imported = await import('@enclave/native');
  assert.deepEqual(
    Object.keys(imported).sort(),
    Object.keys(native)
      .filter((name) => name !== '__esModule')
      .sort(),
  );
  for (const name of Object.keys(imported)) {
    assert.equal(imported[name], native[name], name);
  }
});
