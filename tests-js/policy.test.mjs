// Which calls are made: policies, predicates, approvals and rate limits, in runs, sessions, dumps and replays.
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { Enclave, tool } from '@enclave/native';

const folder = mkdtempSync(join(tmpdir(), 'enclave-policy-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const attempt = `const attempt = async (name, args = {}) => {
  try { return await callTool(name, args); } catch (error) { return error.code + ': ' + error.message; }
};`;
const pay = `${attempt} return await attempt('pay', { amount: 5 });`;
const NOT_APPROVED = 'TOOL_DENIED: the call of `pay` was not approved';

/** An enclave with tools that say that they were made, and what was made. */
function shop(options = {}) {
  const made = [];
  const make = (name, more = {}) => [
    name,
    tool({ ...more, handler: async (args) => (made.push(name), `${name} ${JSON.stringify(args)}`) }),
  ];
  const tools = Object.fromEntries([
    make('pay', { requiresApproval: true }),
    make('mail:send', { annotations: { openWorld: true } }),
    make('read', { annotations: { readOnly: true } }),
    make('drop', { annotations: { destructive: true }, labels: ['danger'] }),
    make('file'),
  ]);
  return { enclave: new Enclave({ tools, ...options }), made };
}

for (const isolation of ['in_process', 'process']) {
  test(`the first rule that matches decides (${isolation})`, async () => {
    const asked = [];
    const { enclave, made } = shop({
      isolation,
      policy: [
        { allow: ['read', 'none'] },
        { deny: '*', labels: ['danger'], reason: 'nothing is dropped' },
        { ask: 'mail:*', annotations: { openWorld: true, readOnly: false }, reason: 'mail leaves the house' },
        { deny: 'f?le', when: (name, { path }) => (asked.push([name, path]), path.startsWith('/etc')), reason: 'outside' },
      ],
      onApproval: ({ kind, id, name, args, hash, reason }) => {
        asked.push([kind, id, name, args, hash.length, reason]);
        return name === 'pay' ? 'too much' : true;
      },
    });
    const result = await enclave.run(`${attempt}
      const results = [];
      for (const [name, args] of [['read'], ['drop'], ['mail:send', { to: 'a' }], ['pay'], ['file', { path: '/etc/x' }],
        ['file', { path: '/tmp' }]]) results.push(await attempt(name, args));
      return results;`);
    assert.deepEqual(result.unwrap(), [
      'read {}',
      "TOOL_DENIED: the host's policy refuses this call of `drop`: nothing is dropped",
      'mail:send {"to":"a"}',
      `${NOT_APPROVED}: too much`,
      "TOOL_DENIED: the host's policy refuses this call of `file`: outside",
      'file {"path":"/tmp"}',
    ]);
    assert.deepEqual(made, ['read', 'mail:send', 'file']);
    assert.deepEqual(asked, [
      ['approval', 3, 'mail:send', { to: 'a' }, 64, 'mail leaves the house'],
      ['approval', 4, 'pay', {}, 64, ''],
      ['file', '/etc/x'],
      ['file', '/tmp'],
    ]);
    assert.deepEqual(result.calls.map(({ ok }) => ok), [true, false, true, false, false, true]);
  });
}

test('a predicate that does not say whether it holds denies the call', async () => {
  const boom = new Error('the password of the host is hunter2');
  for (const [when, exception] of [
    [() => { throw boom; }, boom],
    [async () => false, { code: 'INVALID_CONFIG', message: '`policy[0].when` gave a promise; it must give a boolean' }],
    [() => Promise.reject(boom), { code: 'INVALID_CONFIG' }],
    [() => undefined, { message: '`policy[0].when` gave a value of the type undefined; it must give a boolean' }],
  ]) {
    const { enclave, made } = shop({ policy: [{ deny: 'file', when }] });
    const result = await enclave.run(`${attempt} return [await attempt('file'), await attempt('read')];`);
    const denied = "TOOL_DENIED: the host's policy could not judge the call of `file`";
    assert.deepEqual(result.unwrap(), [denied, 'read {}']);
    assert.deepEqual(made, ['read']);
    const [call] = result.calls;
    for (const [name, value] of Object.entries(exception)) assert.equal(call.exception[name], value);
    assert.ok(call.exception instanceof Error && result.calls[1].exception === undefined);
  }
});

test('predicates and approvals run in the caller’s asynchronous context', async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  const { enclave } = shop({
    policy: [{ deny: '*', when: () => (seen.push(storage.getStore()), false) }],
    onApproval: () => (seen.push(storage.getStore()), true),
  });
  assert.equal((await storage.run('here', () => enclave.run(pay))).unwrap(), 'pay {"amount":5}');
  assert.deepEqual(seen, ['here', 'here']);
});

test('what a predicate does to the arguments changes no call', async () => {
  const { enclave } = shop({ policy: [{ deny: '*', when: (_, args) => ((args.amount = 1), false) }], onApproval: (call) => ((call.args.amount = 2), true) });
  assert.equal((await enclave.run(pay)).unwrap(), 'pay {"amount":5}');
});

for (const [what, onApproval, expected] of [
  ['true', () => true, 'pay {"amount":5}'],
  ['a promise of true', () => delay(5, true), 'pay {"amount":5}'],
  ['false', async () => false, NOT_APPROVED],
  ['a reason', () => 'not today', `${NOT_APPROVED}: not today`],
  ['a promise of a reason', async () => 'not today', `${NOT_APPROVED}: not today`],
  ['nothing', () => {}, NOT_APPROVED],
  ['something else', async () => ({ approved: true }), NOT_APPROVED],
]) {
  test(`onApproval gives ${what}`, async () => {
    const { enclave, made } = shop();
    const { enclave: other } = shop({ onApproval });
    const ways = [
      await enclave.run(pay, { onApproval }),
      await other.run(pay),
      await enclave.start(pay, { onApproval }).run(),
      await enclave.start(pay).run({ onApproval }),
      await shop({ onApproval: () => 'overridden' }).enclave.run(pay, { onApproval }),
    ];
    assert.deepEqual(ways.map((result) => result.unwrap()), ways.map(() => expected));
    assert.deepEqual(made, expected.startsWith('pay') ? ['pay', 'pay', 'pay'] : []);
    const invalid = what === 'nothing' || what === 'something else';
    assert.equal(ways[0].calls[0].exception?.code, invalid ? 'INVALID_CONFIG' : undefined);
  });
}

test('what onApproval throws stays with the host', async () => {
  const error = new Error('no connection to https://internal/approvals');
  for (const onApproval of [() => { throw error; }, () => Promise.reject(error)]) {
    const { enclave, made } = shop({ onApproval });
    const result = await enclave.run(pay);
    assert.equal(result.unwrap(), NOT_APPROVED);
    assert.equal(result.calls[0].exception, error);
    assert.deepEqual(made, []);
  }
});

test('nobody can be asked', async () => {
  const result = await shop().enclave.run(pay);
  assert.equal(result.unwrap(), `${NOT_APPROVED}: nobody can be asked: there is no \`onApproval\``);
});

test('a run that ends while its approval is open ends', async () => {
  const controller = new AbortController();
  let decide;
  const { enclave, made } = shop({ onApproval: () => new Promise((resolve) => { decide = resolve; controller.abort(); }) });
  const result = await enclave.run(pay, { signal: controller.signal });
  assert.equal(result.error.code, 'CANCELLED');
  decide(true);
  await delay(10);
  assert.deepEqual(made, []);
  const slow = await enclave.run(pay, { limits: { timeoutMs: 60 } });
  assert.equal(slow.error.code, 'TIMEOUT');
});

test('a stream tells of approvals, and not of predicates', async () => {
  const { enclave } = shop({ policy: [{ deny: 'pay', when: () => false }], onApproval: () => delay(5, true) });
  const events = [];
  for await (const { seq, ...event } of enclave.stream(pay)) events.push(event);
  const [, { hash, ...asked }, call] = events;
  assert.deepEqual(asked, { type: 'approval_requested', id: 1, name: 'pay', args: { amount: 5 }, reason: '' });
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.deepEqual(call, { type: 'tool_call', id: 1, name: 'pay', args: { amount: 5 } });
  assert.deepEqual(events.map(({ type }) => type), ['session_init', 'approval_requested', 'tool_call', 'tool_result_applied', 'final']);
  const types = [];
  for await (const { type } of enclave.stream(pay, { types: ['approval_requested'], onApproval: () => false })) types.push(type);
  assert.deepEqual(types, ['approval_requested', 'final']);
});

test('a session shows approvals, and takes no answer before', async () => {
  const judged = [];
  const { enclave } = shop({ policy: [{ ask: '*', when: (name) => (judged.push(name), name === 'file'), reason: 'files' }] });
  const session = enclave.start(`${attempt} return await Promise.all([attempt('file', { n: 1 }), attempt('read'), attempt('pay')]);`);
  const refused = (act, message) => assert.throws(act, { code: 'INVALID_CONFIG', message });
  await session.ready();
  const [{ hash, ...file }, read, { hash: other, ...paid }] = session.pending;
  assert.deepEqual(file, { kind: 'approval', id: 1, name: 'file', args: { n: 1 }, reason: 'files' });
  assert.deepEqual(read, { kind: 'tool', id: 2, name: 'read', args: {} });
  assert.deepEqual(paid, { kind: 'approval', id: 3, name: 'pay', args: {}, reason: '' });
  assert.deepEqual(judged, ['file', 'read', 'pay']);

  refused(() => session.resolve(1, 'forged'), 'the call 1 waits for an approval: `approve` or `deny` it');
  refused(() => session.reject(1, 'no'), 'the call 1 waits for an approval: `approve` or `deny` it');
  refused(() => session.approve(2), "the call 2 waits for its tool's answer; nobody asks for more");
  refused(() => session.deny(2, 'no'), "the call 2 waits for its tool's answer; nobody asks for more");
  refused(() => session.approve(1, { hash: other }), 'the call 1 has another hash: what was approved is not what the script asks for');
  refused(() => session.approve(9), 'this session waits for no call with id 9');
  refused(() => session.approve(1, { hash: 5 }), '`hash` must be a string');
  assert.equal(session.pending.length, 3);

  await session.approve(1, { hash });
  assert.deepEqual(session.pending[0], { kind: 'tool', id: 1, name: 'file', args: { n: 1 } });
  refused(() => session.approve(1, { hash }), "the call 1 waits for its tool's answer; nobody asks for more");
  // Each at once behind the other, while the step before is computed.
  session.resolve(2, 'seen');
  session.deny(3, 'too much');
  refused(() => session.deny(3), 'this session waits for no call with id 3');
  await session.resolve(1, 'filed');
  assert.deepEqual(session.result.unwrap(), ['filed', 'seen', `${NOT_APPROVED}: too much`]);
  refused(() => session.approve(1), 'this session waits for no call with id 1');
});

test('a fork asks again', async () => {
  const { enclave, made } = shop();
  const session = enclave.start(pay);
  await session.approve(1);
  await session.resolve(1, 'paid');
  assert.equal(session.result.unwrap(), 'paid');
  const fork = session.fork(1);
  assert.deepEqual(fork.pending.map(({ kind, name }) => [kind, name]), [['approval', 'pay']]);
  assert.throws(() => fork.resolve(1, 'forged'), {
    code: 'INVALID_CONFIG',
    message: 'the call 1 waits for an approval: `approve` or `deny` it',
  });
  assert.equal((await fork.run({ onApproval: () => true })).unwrap(), 'pay {"amount":5}');
  assert.deepEqual(made, ['pay']);
});

for (const isolation of ['in_process', 'process']) {
  const key = new Uint8Array(32).fill(7);

  test(`a plain dump carries no approval, a sealed one does (${isolation})`, async () => {
    const { enclave, made } = shop({ isolation, policy: [{ deny: 'pay', when: (_, { amount }) => amount > 9 }] });
    const session = enclave.start(pay);
    await session.approve(1);
    const plain = enclave.load(session.dump());
    assert.deepEqual(plain.pending.map(({ kind, id }) => [kind, id]), [['approval', 1]]);
    assert.throws(() => plain.resolve(1, 'forged'), { code: 'INVALID_CONFIG' });
    assert.equal((await plain.run()).unwrap(), `${NOT_APPROVED}: nobody can be asked: there is no \`onApproval\``);
    const again = enclave.load(session.dump());
    assert.equal((await again.run({ onApproval: () => true })).unwrap(), 'pay {"amount":5}');
    assert.deepEqual(made, ['pay']);

    const sealed = enclave.load(session.dump({ key }), { key });
    assert.deepEqual(sealed.pending, [{ kind: 'tool', id: 1, name: 'pay', args: { amount: 5 }, uncertain: true }]);
    assert.equal((await sealed.run({ uncertain: 'retry' })).unwrap(), 'pay {"amount":5}');
    const denied = enclave.start(pay);
    await denied.deny(1, 'no');
    assert.equal(enclave.load(denied.dump()).result.unwrap(), `${NOT_APPROVED}: no`);
  });

  test(`a call that a dump carries is judged again (${isolation})`, async () => {
    let most = 9;
    const { enclave } = shop({ isolation, policy: [{ deny: 'pay', when: (_, { amount }) => amount > most }] });
    const dump = enclave.start(pay).dump();
    most = 1;
    const loaded = enclave.load(dump);
    assert.equal(loaded.result?.unwrap(), "TOOL_DENIED: the host's policy refuses calls of `pay`");
  });
}

test('an approval is in the journal of a run that another process goes on with', async () => {
  const journal = `sqlite:${join(folder, 'journal')}`;
  const session = shop({ journal }).enclave.start(`return [await tools.pay({ n: 1 }), await tools.pay({ n: 2 })];`);
  await session.approve(1);
  const { enclave, made } = shop({ journal, onApproval: () => true });
  const [recovered] = enclave.recover();
  assert.deepEqual(recovered.pending, [{ kind: 'tool', id: 1, name: 'pay', args: { n: 1 }, uncertain: true }]);
  assert.deepEqual((await recovered.run({ uncertain: 'retry' })).unwrap(), ['pay {"n":1}', 'pay {"n":2}']);
  assert.deepEqual(made, ['pay', 'pay']);
});

test('approvals and refused calls are not in a cassette, and are decided again', async () => {
  const path = join(folder, 'decided.json');
  const script = `${attempt} return await Promise.all([attempt('pay', { n: 1 }), attempt('pay', { n: 2 }), attempt('read'), attempt('file')]);`;
  const options = { policy: [{ deny: 'file', when: () => true }], onApproval: ({ args }) => delay(5, args.n === 1) };
  const { enclave, made } = shop(options);
  const recording = enclave.record(path);
  const expected = (await recording.run(script)).unwrap();
  assert.deepEqual(expected.map((text) => text.slice(0, 11)), ['pay {"n":1}', 'TOOL_DENIED', 'read {}', 'TOOL_DENIED']);
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')).calls.map(({ tool: name }) => name), ['pay', 'read']);
  assert.deepEqual(made, ['read', 'pay']);
  const replaying = enclave.replay(path);
  assert.deepEqual((await replaying.run(script)).unwrap(), expected);
  assert.deepEqual(replaying.cassette.unused, []);
  assert.deepEqual(made, ['read', 'pay']);
});

test('a replay answers in the order of the recording, however long approvals take', async () => {
  const path = join(folder, 'order.json');
  const race = 'return await Promise.race([tools.pay({}), tools.read({})]);';
  const tools = {
    pay: tool({ requiresApproval: true, handler: () => 'paid' }),
    read: () => delay(60, 'read'),
  };
  assert.equal((await new Enclave({ tools, onApproval: () => true }).record(path).run(race)).unwrap(), 'paid');
  const replaying = new Enclave({ tools, onApproval: () => delay(30, true) }).replay(path);
  assert.equal((await replaying.run(race)).unwrap(), 'paid');
});

test('calls past a rate limit reject, and wait for their turn', async () => {
  let open = 0;
  let most = 0;
  const one = async () => {
    most = Math.max(most, (open += 1));
    await delay(5);
    open -= 1;
    return 1;
  };
  const enclave = new Enclave({
    tools: {
      few: tool({ rateLimit: { maxCalls: 2 }, handler: one }),
      alone: tool({ rateLimit: { maxConcurrent: 1 }, handler: one }),
      slow: tool({ rateLimit: { perSecond: 1 }, handler: one }),
    },
    rateLimit: { maxCalls: 7 },
  });
  const all = (name, times) => `await Promise.all(Array(${times}).fill('${name}').map((name) => attempt(name)))`;
  const result = await enclave.run(`${attempt} return [${all('few', 3)}, ${all('slow', 2)}, ${all('alone', 3)}, ${all('alone', 2)}];`);
  const texts = JSON.parse(JSON.stringify(result.unwrap()).replace(/: call it again in \d+ ms/, ''));
  assert.deepEqual(texts, [
    [1, 1, 'RATE_LIMITED: `few` may be called 2 times in a session'],
    [1, 'RATE_LIMITED: `slow` may be called once a second'],
    [1, 1, 1],
    [1, 'RATE_LIMITED: the tools of this session together may be called 7 times in a session'],
  ]);
  assert.equal(most, 2);
});
