import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { ConfigError, Enclave, ToolError } from '@enclave/native';

const enclave = new Enclave({ toolHandler: () => assert.fail('a session by hand calls no handler') });

test('a session waits for its host', () => {
  const session = enclave.start('const a = await callTool("one", { n: 1n }); return [a, await callTool("two", {})];');
  assert.equal(session.done, false);
  assert.equal(session.result, undefined);
  assert.deepEqual(session.pending, [{ kind: 'tool', id: 1, name: 'one', args: { n: 1n } }]);
  session.resolve(1, new Date(5));
  assert.deepEqual(session.pending, [{ kind: 'tool', id: 2, name: 'two', args: {} }]);
  session.resolve(2, { ok: true });
  assert.equal(session.done, true);
  assert.deepEqual(session.pending, []);
  assert.deepEqual(session.result.unwrap(), [new Date(5), { ok: true }]);
  assert.deepEqual(
    session.result.calls.map(({ name, ok }) => [name, ok]),
    [
      ['one', true],
      ['two', true],
    ],
  );
});

test('a session leaves the event loop free when it is awaited', async () => {
  const session = enclave.start('let a = 0; for (let i = 0; i < 300000; i += 1) { a += i; } return await callTool("one", {});');
  let ticked = false;
  setImmediate(() => (ticked = true));
  await session.ready();
  assert.equal(ticked, true);
  await session.resolve(1, 'x');
  assert.equal(session.result.unwrap(), 'x');
  await session.ready();
});

test('calls made together are answered in any order', () => {
  const session = enclave.start('return await Promise.all([callTool("a", {}), callTool("b", {}), callTool("c", {})]);');
  assert.deepEqual(
    session.pending.map(({ name }) => name),
    ['a', 'b', 'c'],
  );
  session.resolve(3, 'third');
  session.resolve(1, 'first');
  assert.deepEqual(
    session.pending.map(({ name }) => name),
    ['b'],
  );
  session.resolve(2);
  assert.deepEqual(session.result.unwrap(), ['first', undefined, 'third']);
});

test('a call is answered with a failure', () => {
  const script = 'try { await callTool("a", {}); } catch (e) { return [e.message, e.code, e.data]; }';
  const failed = (answer) => {
    const session = enclave.start(script);
    answer(session);
    return session.result.unwrap();
  };
  assert.deepEqual(failed((session) => session.reject(1, 'no', { code: 'DENIED', data: { by: 'ana' } })), ['no', 'DENIED', { by: 'ana' }]);
  assert.deepEqual(failed((session) => session.reject(1, 'no')), ['no', 'TOOL_ERROR', undefined]);
  assert.deepEqual(failed((session) => session.reject(1, new ToolError('no', { code: 'X', data: 1 }))), ['no', 'X', 1]);
});

test('an answer that nobody waits for is refused', () => {
  const session = enclave.start('return await callTool("a", {});');
  const refusal = (id) => (error) =>
    error instanceof ConfigError && error.message === `this session waits for no call with id ${id}`;
  assert.throws(() => session.resolve(2, 1), refusal(2));
  session.resolve(1, 1);
  assert.throws(() => session.resolve(1, 1), refusal(1));
  assert.throws(() => session.reject(1, 'no'), refusal(1));
  assert.equal(session.result.unwrap(), 1);
});

test('an answer that cannot cross is refused and the call still waits', () => {
  const session = enclave.start('return await callTool("a", {});');
  assert.throws(() => session.resolve(1, { f() {} }), {
    code: 'SERIALIZATION_ERROR',
    message: 'result of `a`: a function at `$.f` cannot enter the script',
  });
  session.resolve(1, 'better');
  assert.equal(session.result.unwrap(), 'better');
});

test('a refused script is a session that is over', () => {
  const session = enclave.start('const a = ;');
  assert.equal(session.done, true);
  assert.deepEqual(session.pending, []);
  assert.equal(session.result.error.code, 'VALIDATION_ERROR');
});

test('the time that a session waits for its host does not count', async () => {
  const session = enclave.start('return await callTool("a", {});', { limits: { timeoutMs: 60 } });
  await session.ready();
  await new Promise((done) => setTimeout(done, 150));
  session.resolve(1, 1);
  assert.equal(session.result.unwrap(), 1);
});

test('timers of a session by hand do not wait', () => {
  const started = performance.now();
  const session = enclave.start('await sleep(20000); return 1;');
  assert.equal(session.result.unwrap(), 1);
  assert.ok(performance.now() - started < 5_000);
});

test('a session is cancelled by hand, by a signal and at the end of its scope', async () => {
  const code = 'return await callTool("a", {});';
  const cancelled = (session) => assert.equal(session.result.error.code, 'CANCELLED');
  const byHand = enclave.start(code);
  assert.equal(byHand.pending.length, 1);
  byHand.cancel();
  cancelled(byHand);
  const controller = new AbortController();
  const bySignal = enclave.start(code, { signal: controller.signal });
  await bySignal.ready();
  controller.abort();
  cancelled(bySignal);
  cancelled(enclave.start(code, { signal: AbortSignal.abort() }));
  const scoped = enclave.start(code);
  scoped[Symbol.dispose]();
  cancelled(scoped);
});

test('a session has an id, its own context and its own limits', () => {
  const session = enclave.start('return context;', { sessionId: 's', context: { a: 1 }, limits: { maxToolCalls: 1 } });
  assert.equal(session.id, 's');
  assert.deepEqual(session.result.unwrap(), { a: 1 });
  assert.match(enclave.start('return 1;').id, /^[0-9a-f]{32}$/);
});

test('two hundred sessions wait at once', () => {
  const sessions = Array.from({ length: 200 }, (_, index) => enclave.start(`return [${index}, await callTool("a", {})];`));
  const values = sessions.toReversed().map((session) => {
    session.resolve(session.pending[0].id, 'x');
    return session.result.unwrap()[0];
  });
  assert.deepEqual(
    values,
    Array.from({ length: 200 }, (_, index) => 199 - index),
  );
});

test('a session goes on from bytes', async () => {
  const tenant = new Enclave({ toolHandler: () => assert.fail('no handler'), context: { tenant: 'acme' } });
  const code =
    'const a = await callTool("ask", { n: Math.random() }); const b = await callTool("tell", { a }); return [a, b, context];';
  const session = tenant.start(code);
  const [asked] = session.pending;
  for (const key of [undefined, Buffer.alloc(32, 'k')]) {
    const later = tenant.load(session.dump({ key }), { key });
    assert.deepEqual(later.pending, [{ ...asked, uncertain: true }]);
    await later.resolve(asked.id, { yes: 2n ** 70n });
    const again = tenant.load(later.dump());
    assert.deepEqual(again.pending.map(({ args }) => args), [{ a: { yes: 2n ** 70n } }]);
    await again.resolve(again.pending[0].id, null);
    assert.deepEqual(again.result.unwrap(), [{ yes: 2n ** 70n }, null, { tenant: 'acme' }]);
  }
  assert.equal(session.done, false);
});

function golden() {
  const handler = async () => assert.fail('no handler');
  const tools = Object.fromEntries(['echo', 'add', 'fail'].map((name) => [name, { description: name, handler }]));
  return new Enclave({ tools });
}

test('a dump of another language goes on', async () => {
  const session = golden().load(readFileSync(new URL('../tests-shared/dumps/format-1.dump', import.meta.url)));
  assert.deepEqual(session.pending.map(({ id, name }) => [id, name]), [[3, 'echo'], [4, 'add']]);
  session.resolve(4, 3);
  await session.resolve(3, null);
  const value = session.result.unwrap();
  assert.deepEqual([value.failed, value.more, value.random], ['NO', [null, 3], 0.7415648787718233]);
  assert.deepEqual(session.result.console.map(({ text }) => text), ['begun acme']);
});

test('what is no dump is a session that is done', async () => {
  const tools = golden();
  const session = tools.start('return await tools.echo({});');
  const key = Buffer.alloc(32, 'k');
  const sealed = session.dump({ key });
  const changed = Buffer.concat([sealed.subarray(0, -1), Buffer.from('x')]);
  for (const [dump, with_, reason] of [
    [Buffer.from('nothing'), undefined, 'these bytes are no dump of a session'],
    [sealed, undefined, 'the dump is sealed: give the key that it was sealed with'],
    [changed, key, 'the dump was changed, or it was sealed with another key'],
  ]) {
    const refused = tools.load(dump, { key: with_ });
    assert.equal(refused.done, true);
    assert.deepEqual([refused.result.error.code, refused.result.error.message], ['REPLAY_DIVERGED', reason]);
  }
  assert.throws(() => session.dump({ key: Buffer.from('abc') }), { code: 'INVALID_CONFIG', message: 'a key has 32 bytes, not 3' });
  await session.resolve(1, null);
  // The dump of a session that is over ends as it did.
  assert.equal(enclave.load(session.dump()).done, true);
});
