import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { inspect } from 'node:util';

import { Enclave, EnclaveError, Result } from '@enclave/native';

test('a run gives the value and what it cost', async () => {
  const result = await new Enclave().run('console.log("one", 2); console.warn("three"); return { sum: 1 + 1 };');
  assert.ok(result instanceof Result);
  assert.equal(result.ok, true);
  assert.deepEqual(result.value, { sum: 2 });
  assert.equal(result.error, undefined);
  assert.deepEqual(result.console, [
    { level: 'log', text: 'one 2' },
    { level: 'warn', text: 'three' },
  ]);
  assert.deepEqual(result.diagnostics, []);
  assert.deepEqual(result.calls, []);
  assert.equal(result.score, null);
  assert.match(result.sessionId, /^[0-9a-f]{32}$/);
  assert.deepEqual(Object.keys(result.stats), [
    'durationMs',
    'cpuMs',
    'staticMs',
    'cached',
    'toolCalls',
    'iterations',
    'memoryPeakBytes',
    'droppedKeys',
    'auditFailures',
  ]);
  assert.equal(result.stats.cached, false);
  assert.ok(result.stats.durationMs > 0);
  assert.deepEqual(result.unwrap(), { sum: 2 });
});

test('a script without a value gives undefined', async () => {
  const result = await new Enclave().run('const a = 1;');
  assert.equal(result.ok, true);
  assert.equal(result.value, undefined);
  assert.equal(result.unwrap(), undefined);
});

test('a script that passed before skips the static layers', async () => {
  const enclave = new Enclave();
  await enclave.run('return 1;');
  const { stats } = await enclave.run('return 1;');
  assert.equal(stats.cached, true);
  assert.equal(stats.staticMs, 0);
});

test('a result shows its calls in JSON and in the console', async () => {
  const enclave = new Enclave({ tools: { one: () => 1 } });
  const result = await enclave.run('return await callTool("one", {});');
  assert.equal(JSON.parse(JSON.stringify(result)).calls[0].name, 'one');
  assert.match(inspect(result), /calls: \[/);
});

test('context is the enclave’s, or the run’s own', async () => {
  const enclave = new Enclave({ context: { tenant: 'acme', tags: new Set(['a']) } });
  assert.deepEqual((await enclave.run('return context;')).unwrap(), { tenant: 'acme', tags: ['a'] });
  assert.equal((await enclave.run('return context.tenant;', { context: { tenant: 'other' } })).unwrap(), 'other');
});

test('a session has the id that it is given', async () => {
  assert.equal((await new Enclave().run('return 1;', { sessionId: 'mine' })).sessionId, 'mine');
});

test('many runs go on at once on one enclave', async () => {
  const enclave = new Enclave({ tools: { wait: ({ ms }) => new Promise((done) => setTimeout(done, ms, ms)) } });
  const runs = Array.from({ length: 50 }, (_, index) =>
    enclave.run(`const a = await callTool("wait", { ms: ${index % 7} }); return a + ${index};`),
  );
  const values = (await Promise.all(runs)).map((result) => result.unwrap());
  assert.deepEqual(values, Array.from({ length: 50 }, (_, index) => (index % 7) + index));
});

test('one enclave serves many runs one after another', async () => {
  const enclave = new Enclave();
  for (let index = 0; index < 500; index += 1) {
    assert.equal((await enclave.run('return 1 + 1;')).value, 2);
  }
});

test('the script’s clock and timers are driven', async () => {
  const started = performance.now();
  const result = await new Enclave().run('await sleep(60); return 1;');
  assert.equal(result.unwrap(), 1);
  assert.ok(performance.now() - started >= 55);
});

test('handlers run in the asynchronous context of the caller', async () => {
  const storage = new AsyncLocalStorage();
  const enclave = new Enclave({
    tools: {
      who: async () => {
        await new Promise((done) => setTimeout(done, 1));
        return storage.getStore();
      },
    },
  });
  const script = 'return [await callTool("who", {}), await callTool("who", {})];';
  const runs = ['ana', 'bo'].map((name) => storage.run(name, () => enclave.run(script)));
  const values = (await Promise.all(runs)).map((result) => result.unwrap());
  assert.deepEqual(values, [
    ['ana', 'ana'],
    ['bo', 'bo'],
  ]);
});

test('a closed enclave cancels what runs and runs nothing more', async () => {
  const enclave = new Enclave({ tools: { never: () => new Promise(() => {}) } });
  const run = enclave.run('await callTool("never", {});');
  await new Promise((done) => setTimeout(done, 20));
  await enclave.close();
  assert.equal((await run).error.code, 'CANCELLED');
  await assert.rejects(
    enclave.run('return 1;'),
    (error) => error instanceof EnclaveError && error.code === 'INVALID_CONFIG' && error.message === 'this `Enclave` is closed',
  );
});

test('the prompt is text', () => {
  assert.equal(typeof new Enclave().toolPrompt(), 'string');
});

test('a check does not run the script', async () => {
  let called = false;
  const enclave = new Enclave({ tools: { touch: () => (called = true) } });
  const report = enclave.check('await callTool("touch", {});');
  assert.equal(report.ok, true);
  assert.deepEqual(report.diagnostics, []);
  assert.equal(String(report), 'ok');
  assert.equal(called, false);
});

test('a check says what is wrong and where', () => {
  const report = new Enclave().check('const a = ;\nreturn a;');
  assert.equal(report.ok, false);
  const [diagnostic] = report.diagnostics;
  assert.equal(diagnostic.code, 'PARSE_ERROR');
  assert.equal(diagnostic.severity, 'error');
  assert.equal(diagnostic.span.start.line, 1);
  assert.ok(report.toString().startsWith('error[PARSE_ERROR] at 1:'));
});
