import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Enclave, ToolError, tool } from '@enclave/native';
import { z } from 'zod';

const caught = (name, args = '{}') =>
  `try { return await callTool(${JSON.stringify(name)}, ${args}); } catch (e) { return { name: e.name, message: e.message, code: e.code, data: e.data }; }`;

test('tools are called by name and by path, sync and async', async () => {
  const enclave = new Enclave({
    tools: {
      'math:add': tool({ description: 'Adds.', handler: ({ a, b }) => a + b }),
      'math:double': async ({ a }) => a * 2,
    },
  });
  const result = await enclave.run('return await tools.math.double({ a: await callTool("math:add", { a: 1, b: 2 }) });');
  assert.equal(result.unwrap(), 6);
  assert.deepEqual(
    result.calls.map(({ durationMs, ...call }) => call),
    [
      { id: 1, name: 'math:add', args: { a: 1, b: 2 }, ok: true, value: 3, error: undefined, exception: undefined },
      { id: 2, name: 'math:double', args: { a: 3 }, ok: true, value: 6, error: undefined, exception: undefined },
    ],
  );
});

test('calls made together are answered together', async () => {
  let open = 0;
  let most = 0;
  const enclave = new Enclave({
    tools: {
      get: async ({ id }) => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((done) => setTimeout(done, 5));
        open -= 1;
        return id;
      },
    },
  });
  const script = 'return await Promise.all([1, 2, 3, 4].map((id) => callTool("get", { id })));';
  assert.deepEqual((await enclave.run(script)).unwrap(), [1, 2, 3, 4]);
  assert.equal(most, 4);
  most = 0;
  assert.deepEqual((await enclave.run(script, { limits: { maxConcurrentCalls: 2 } })).unwrap(), [1, 2, 3, 4]);
  assert.equal(most, 2);
});

test('one handler answers every name', async () => {
  const enclave = new Enclave({ toolHandler: (name, args, { callId, sessionId }) => [name, args, callId, sessionId] });
  const result = await enclave.run('return await callTool("any:thing", { a: 1 });', { sessionId: 's' });
  assert.deepEqual(result.unwrap(), ['any:thing', { a: 1 }, 1, 's']);
});

test('a tool’s own error reaches the script with its code and data', async () => {
  const error = new ToolError('no user 7', { code: 'NO_SUCH_USER', data: { id: 7 } });
  const enclave = new Enclave({
    tools: {
      get: async () => {
        throw error;
      },
    },
  });
  const result = await enclave.run(caught('get'));
  assert.deepEqual(result.unwrap(), { name: 'ToolError', message: 'no user 7', code: 'NO_SUCH_USER', data: { id: 7 } });
  assert.equal(result.calls[0].ok, false);
  assert.deepEqual(result.calls[0].error, { code: 'NO_SUCH_USER', message: 'no user 7' });
  assert.equal(result.calls[0].exception, error);
});

test('any thrown thing is a failure; a string code is kept, paths are not', async () => {
  const enclave = new Enclave({
    tools: {
      coded: () => {
        throw Object.assign(new Error('cannot open /home/ana/secret.txt'), { code: 'ENOENT', data: { hidden: true } });
      },
      plain: () => Promise.reject(new RangeError('too far')),
      text: () => {
        throw 'just text';
      },
      nothing: () => Promise.reject(),
      record: () => Promise.reject({ code: 'X', message: 'a record' }),
    },
  });
  const run = async (name) => (await enclave.run(caught(name))).unwrap();
  assert.deepEqual(await run('coded'), { name: 'ToolError', message: 'cannot open [path]', code: 'ENOENT' });
  assert.deepEqual(await run('plain'), { name: 'ToolError', message: 'too far', code: 'TOOL_ERROR' });
  assert.deepEqual(await run('text'), { name: 'ToolError', message: 'just text', code: 'TOOL_ERROR' });
  assert.deepEqual(await run('nothing'), { name: 'ToolError', message: 'undefined', code: 'TOOL_ERROR' });
  assert.deepEqual(await run('record'), { name: 'ToolError', message: 'a record', code: 'X' });
});

test('an uncaught failure ends the run with TOOL_ERROR', async () => {
  const thrown = new ToolError('gone', { code: 'GONE' });
  const enclave = new Enclave({ tools: { get: () => Promise.reject(thrown) } });
  const { error, calls } = await enclave.run('return await callTool("get", {});');
  assert.equal(error.code, 'TOOL_ERROR');
  assert.equal(error.message, 'gone');
  assert.equal(error.data.code, 'GONE');
  assert.equal(calls[0].exception, thrown);
});

test('a tool that takes too long fails with TOOL_TIMEOUT and is told', async () => {
  let told;
  const slow = tool({
    timeoutMs: 20,
    handler: (_, { signal }) =>
      new Promise(() => {
        told = new Promise((done) => signal.addEventListener('abort', () => done(true)));
      }),
  });
  const enclave = new Enclave({ tools: { slow } });
  assert.deepEqual((await enclave.run(caught('slow'))).unwrap(), {
    name: 'ToolError',
    message: 'the tool `slow` took longer than 20 ms',
    code: 'TOOL_TIMEOUT',
  });
  assert.equal(await told, true);
});

test('a late answer changes nothing', async () => {
  let answer;
  const enclave = new Enclave({
    tools: { slow: tool({ timeoutMs: 10, handler: () => new Promise((done) => (answer = done)) }), next: () => answer(1) },
  });
  const script = 'try { await callTool("slow", {}); } catch {} await callTool("next", {}); return "done";';
  const result = await enclave.run(script);
  assert.equal(result.unwrap(), 'done');
  assert.equal(result.calls[0].ok, false);
});

test('the signal of a call aborts when the run ends without it', async () => {
  let signal;
  const enclave = new Enclave({
    limits: { timeoutMs: 50 },
    tools: {
      never: (_, context) => {
        ({ signal } = context);
        return new Promise(() => {});
      },
    },
  });
  const { error, calls } = await enclave.run('await callTool("never", {});');
  assert.equal(error.code, 'TIMEOUT');
  assert.equal(calls[0].ok, null);
  assert.equal(signal.aborted, true);
});

test('a result that cannot cross is a failure which names the path', async () => {
  const enclave = new Enclave({ tools: { bad: () => ({ items: [1, 2, 3, { owner: () => 1 }] }) } });
  const result = await enclave.run(caught('bad'));
  assert.deepEqual(result.unwrap(), {
    name: 'ToolError',
    message: 'result of `bad`: a function at `$.items[3].owner` cannot enter the script',
    code: 'SERIALIZATION_ERROR',
  });
});

test('arguments are checked against a JSON Schema before the handler runs', async () => {
  let called = false;
  const inputSchema = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] };
  const enclave = new Enclave({ context: 'x', tools: { get: tool({ inputSchema, handler: () => (called = true) }) } });
  // The name is not literal, so that only the check at run time can see it.
  const script = 'const id = context; try { return await callTool("get", { id }); } catch (e) { return e.code; }';
  assert.equal((await enclave.run(script)).unwrap(), 'TOOL_ARGUMENTS_INVALID');
  assert.equal(called, false);
});

test('a schema of zod checks, gives defaults and stands in the prompt', async () => {
  const inputSchema = z.object({ role: z.enum(['admin', 'user']), limit: z.number().int().max(100).default(10) });
  const enclave = new Enclave({
    tools: { 'users:list': tool({ description: 'Lists users.', inputSchema, handler: ({ role, limit }) => [role, limit] }) },
  });
  assert.deepEqual((await enclave.run('return await tools.users.list({ role: "admin" });')).unwrap(), ['admin', 10]);
  assert.ok(enclave.toolPrompt().includes('list(args: { role: "admin" | "user"; limit?: number /* a whole number, '));
  const script = 'const role = typeof context; try { await tools.users.list({ role }); } catch (e) { return e.code; }';
  assert.equal((await enclave.run(script)).unwrap(), 'TOOL_ARGUMENTS_INVALID');
});

test('a part that JSON Schema cannot say is left to the schema’s library', async () => {
  const inputSchema = z.object({ when: z.date() });
  const enclave = new Enclave({ tools: { year: tool({ inputSchema, handler: ({ when }) => when.getUTCFullYear() }) } });
  assert.equal((await enclave.run('return await callTool("year", { when: new Date(0) });')).unwrap(), 1970);
});

test('what only the schema’s library can say is checked by it', async () => {
  const even = z.number().refine((value) => value % 2 === 0, 'must be even');
  const enclave = new Enclave({
    tools: {
      half: tool({
        inputSchema: z.object({ deep: z.object({ value: even }) }),
        handler: ({ deep }) => deep.value / 2,
      }),
    },
  });
  assert.equal((await enclave.run('return await callTool("half", { deep: { value: 4 } });')).unwrap(), 2);
  assert.deepEqual((await enclave.run(caught('half', '{ deep: { value: 3 } }'))).unwrap(), {
    name: 'ToolError',
    message: 'the arguments of `half` are invalid: `deep.value`: must be even',
    code: 'TOOL_ARGUMENTS_INVALID',
  });
});

test('a schema may be a function and may answer later, as arktype’s and others’ do', async () => {
  const inputSchema = Object.assign(() => {}, {
    '~standard': {
      version: 1,
      vendor: 'arktype',
      validate: async (value) => (value.n > 0 ? { value: value.n } : { issues: [{ message: 'n must be positive' }] }),
    },
  });
  const enclave = new Enclave({ tools: { root: tool({ inputSchema, handler: (n) => Math.sqrt(n) }) } });
  assert.equal((await enclave.run('return await callTool("root", { n: 9 });')).unwrap(), 3);
  assert.deepEqual((await enclave.run(caught('root', '{ n: -9 }'))).unwrap(), {
    name: 'ToolError',
    message: 'the arguments of `root` are invalid: n must be positive',
    code: 'TOOL_ARGUMENTS_INVALID',
  });
});

test('a result is checked by the output schema', async () => {
  const outputSchema = z.object({ id: z.number() });
  const enclave = new Enclave({
    tools: {
      good: tool({ outputSchema, handler: () => ({ id: 1, extra: true }) }),
      bad: tool({ outputSchema, handler: async () => ({ id: 'x' }) }),
    },
  });
  assert.deepEqual((await enclave.run(caught('good'))).unwrap(), { id: 1 });
  const failure = (await enclave.run(caught('bad'))).unwrap();
  assert.equal(failure.code, 'TOOL_ERROR');
  assert.equal(
    failure.message,
    'the result of `bad` is not what its output schema says: `id`: Invalid input: expected number, received string',
  );
});
