import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Enclave, ToolError } from '@enclave/native';

async function collect(events) {
  const all = [];
  for await (const event of events) {
    all.push(event);
  }
  return all;
}

test('a stream tells everything in order', async () => {
  const enclave = new Enclave({
    tools: {
      get: ({ id }) => {
        if (id > 1) {
          throw new ToolError('none', { code: 'NONE' });
        }
        return { id, at: new Date(5) };
      },
    },
  });
  const events = await collect(
    enclave.stream(
      'console.log("a"); const v = await callTool("get", { id: 1 }); try { await callTool("get", { id: 2 }); } catch { console.error("b"); } return v;',
      { sessionId: 's' },
    ),
  );
  const last = events.pop();
  assert.deepEqual(events, [
    { type: 'session_init', seq: 1, sessionId: 's' },
    { type: 'stdout', seq: 2, text: 'a' },
    { type: 'tool_call', seq: 3, id: 1, name: 'get', args: { id: 1 } },
    { type: 'tool_result_applied', seq: 4, id: 1, name: 'get', ok: true, value: { id: 1, at: new Date(5) }, error: undefined },
    { type: 'tool_call', seq: 5, id: 2, name: 'get', args: { id: 2 } },
    {
      type: 'tool_result_applied',
      seq: 6,
      id: 2,
      name: 'get',
      ok: false,
      value: undefined,
      error: { code: 'NONE', message: 'none' },
    },
    { type: 'log', seq: 7, level: 'error', text: 'b', args: ['b'] },
  ]);
  assert.equal(last.type, 'final');
  assert.equal(last.seq, 8);
  assert.deepEqual(last.result.unwrap(), { id: 1, at: new Date(5) });
  assert.equal(last.result.calls.length, 2);
});

test('a stream of a refused script is one error', async () => {
  const events = await collect(new Enclave().stream('const a = ;'));
  assert.equal(events.length, 1);
  assert.equal(events[0].type, 'error');
  assert.equal(events[0].seq, 1);
  assert.equal(events[0].result.error.code, 'VALIDATION_ERROR');
});

test('a stream is live while the script computes', async () => {
  const enclave = new Enclave({ limits: { timeoutMs: 1_500, cpuMs: 20_000, maxIterations: 1e12 } });
  const started = performance.now();
  const seen = [];
  for await (const { type } of enclave.stream('console.log("begun"); let a = 0; for (let i = 0; i < 1e15; i += 1) { a += i; }')) {
    seen.push([type, performance.now() - started]);
  }
  const at = Object.fromEntries(seen);
  assert.deepEqual(Object.keys(at), ['session_init', 'stdout', 'error']);
  assert.ok(at.error - at.stdout > 1_000, `${at.error - at.stdout} ms`);
});

test('leaving a stream cancels its run', async () => {
  let signal;
  const enclave = new Enclave({
    tools: {
      never: (_, context) => {
        ({ signal } = context);
        return new Promise(() => {});
      },
    },
  });
  for await (const { type } of enclave.stream('await callTool("never", {});')) {
    if (type === 'tool_call') {
      // The handler is called with the step that comes behind this event.
      await new Promise((done) => setTimeout(done, 50));
      break;
    }
  }
  await new Promise((done) => setTimeout(done, 50));
  assert.equal(signal.aborted, true);
});

test('a signal ends a stream', async () => {
  const controller = new AbortController();
  const enclave = new Enclave({ tools: { never: () => new Promise(() => {}) } });
  const events = [];
  for await (const event of enclave.stream('await callTool("never", {});', { signal: controller.signal })) {
    events.push(event.type);
    if (event.type === 'tool_call') {
      controller.abort();
    }
    if (event.type === 'error') {
      assert.equal(event.result.error.code, 'CANCELLED');
    }
  }
  assert.equal(events.at(-1), 'error');
});

test('a silent stream has a heartbeat', async () => {
  const enclave = new Enclave({ tools: { slow: () => new Promise((done) => setTimeout(done, 5_600)) } });
  const events = await collect(enclave.stream('await callTool("slow", {});'));
  assert.deepEqual(
    events.map(({ type, seq }) => `${seq} ${type}`),
    ['1 session_init', '2 tool_call', '3 heartbeat', '4 tool_result_applied', '5 final'],
  );
});
