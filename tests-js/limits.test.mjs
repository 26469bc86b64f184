import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Enclave } from '@enclave/native';

const BUSY = 'let a = 0; for (let i = 0; i < 1e15; i += 1) { a += i % 3; } return a;';
const FOREVER = { maxIterations: 1e12, timeoutMs: 60_000, cpuMs: 60_000 };

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** How late a timer of 10 ms fires, each time, while something goes on. */
async function lateness(during) {
  const late = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    late.push(now - last - 10);
    last = now;
  }, 10);
  const result = await during();
  clearInterval(timer);
  return [late, result];
}

test('limits are the enclave’s or the run’s own', async () => {
  const enclave = new Enclave({ limits: { ...FOREVER, timeoutMs: 100 } });
  assert.equal((await enclave.run(BUSY)).error.code, 'TIMEOUT');
  assert.equal((await enclave.run(BUSY, { limits: { timeoutMs: 10_000, cpuMs: 50 } })).error.code, 'CPU_LIMIT_EXCEEDED');
  assert.equal((await enclave.run(BUSY, { limits: { maxIterations: 100 } })).error.code, 'MAX_ITERATIONS');
});

test('a tool that never settles ends in time', async () => {
  const enclave = new Enclave({ limits: { timeoutMs: 200 }, tools: { never: () => new Promise(() => {}) } });
  const started = performance.now();
  const { error } = await enclave.run('await callTool("never", {});');
  const took = performance.now() - started;
  assert.equal(error.code, 'TIMEOUT');
  assert.ok(took >= 190 && took < 450, `${took} ms`);
});

test('a script that waits for nothing is told so', async () => {
  const { error } = await new Enclave().run('await new Promise(() => {});');
  assert.equal(error.code, 'DEADLOCK');
});

test('the event loop goes on while a script computes', async () => {
  const enclave = new Enclave({ limits: { ...FOREVER, timeoutMs: 2_000 } });
  const [late, result] = await lateness(() => enclave.run(BUSY));
  assert.equal(result.error.code, 'TIMEOUT');
  assert.ok(late.length > 80, `${late.length} ticks in 2 s`);
  assert.ok(median(late) < 20, `${median(late)} ms`);
});

test('the event loop goes on while a script calls tools without end', async () => {
  const enclave = new Enclave({ limits: { ...FOREVER, timeoutMs: 500, maxToolCalls: 1e6 }, tools: { now: () => 1 } });
  const [late, result] = await lateness(() => enclave.run('for (let i = 0; i < 1e9; i += 1) { await callTool("now", {}); }'));
  assert.equal(result.error.code, 'TIMEOUT');
  assert.ok(late.length > 20, `${late.length} ticks in 0.5 s`);
  assert.ok(median(late) < 20, `${median(late)} ms`);
});

test('values are held to the limits on both ways', async () => {
  const deep = (levels) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  const limits = { maxValueDepth: 5, maxValueNodes: 100, maxValueBytes: 1_000 };
  const values = {
    deep: deep(6),
    wide: Array.from({ length: 101 }, () => true),
    sparse: Object.assign([], { length: 2 ** 32 - 1 }),
    long: 'x'.repeat(1_001),
    bytes: Buffer.alloc(1_001),
    integer: 1n << 100_000n,
    set: new Set(Array.from({ length: 101 }, (_, index) => index)),
    fits: deep(5),
  };
  const enclave = new Enclave({ limits, tools: { get: ({ key }) => values[key] } });
  const run = async (key) =>
    (await enclave.run(`try { await callTool("get", { key: "${key}" }); return "ok"; } catch (e) { return [e.code, e.message]; }`)).unwrap();
  const refused = (place, limit) => ['OUTPUT_TOO_LARGE', `result of \`get\`: the value at \`${place}\` exceeds ${limit}`];
  assert.deepEqual(await run('deep'), refused('$[0][0][0][0][0]', '`max_value_depth` (5)'));
  assert.deepEqual(await run('wide'), refused('$', '`max_value_nodes` (100)'));
  assert.deepEqual(await run('sparse'), refused('$', '`max_value_nodes` (100)'));
  for (const key of ['long', 'bytes', 'integer']) {
    assert.deepEqual(await run(key), refused('$', '`max_value_bytes` (1000)'), key);
  }
  assert.equal((await run('set'))[0], 'OUTPUT_TOO_LARGE');
  assert.equal(await run('fits'), 'ok');
  assert.equal((await enclave.run('return "x".repeat(1001);')).error.code, 'OUTPUT_TOO_LARGE');
  assert.equal((await enclave.run('return 1;', { context: 'x'.repeat(1_001), limits: { maxValueBytes: 2_000 } })).ok, true);
  await assert.rejects(enclave.run('return 1;', { context: 'x'.repeat(1_001) }), { code: 'OUTPUT_TOO_LARGE' });
});
