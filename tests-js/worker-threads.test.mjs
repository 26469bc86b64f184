import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import { Enclave } from '@enclave/native';

const PROGRAM = `
const { Enclave, tool } = require('@enclave/native');
const { parentPort, workerData } = require('node:worker_threads');
const isolation = workerData % 2 ? 'process' : 'in_process';
const enclave = new Enclave({ isolation, tools: { add: tool({ handler: async ({ a, b }) => a + b }) } });
(async () => {
  let sum = 0;
  for (let i = 0; i < 20; i += 1) {
    sum = (await enclave.run('return await callTool("add", { a: context.sum, b: context.i });', { context: { sum, i } })).unwrap();
  }
  const events = [];
  for await (const event of enclave.stream('console.log(1);')) {
    events.push(event.type);
  }
  const session = enclave.start('return await callTool("by:hand", {});'.replace('by:hand', 'add'));
  session.resolve(1, workerData);
  parentPort.postMessage({ sum, events, byHand: session.result.unwrap(), ok: enclave.check('return 1;').ok });
})();
`;

function inWorker(workerData) {
  const worker = new Worker(PROGRAM, { eval: true, workerData });
  return new Promise((resolve, reject) => {
    let message;
    worker.on('message', (value) => (message = value));
    worker.on('error', reject);
    worker.on('exit', (code) => resolve({ code, message }));
  });
}

test('workers and the main thread run scripts side by side', async () => {
  const enclave = new Enclave({ tools: { add: ({ a, b }) => a + b } });
  const main = (async () => {
    for (let i = 0; i < 50; i += 1) {
      assert.equal((await enclave.run(`return await callTool("add", { a: ${i}, b: 1 });`)).unwrap(), i + 1);
    }
  })();
  const results = await Promise.all([1, 2, 3, 4].map(inWorker));
  await main;
  for (const [index, { code, message }] of results.entries()) {
    assert.equal(code, 0);
    assert.deepEqual(message, { sum: 190, events: ['session_init', 'stdout', 'final'], byHand: index + 1, ok: true });
  }
});

test('a worker’s end leaves the others alone', async () => {
  const enclave = new Enclave();
  for (let round = 0; round < 5; round += 1) {
    await inWorker(round);
    assert.equal((await enclave.run('return 2;')).unwrap(), 2);
  }
});
