// Tools that are recorded once and answered from a cassette afterwards.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CassetteError, CassetteMiss, ConfigError, Enclave, ToolError, tool } from '@enclave/native';
import { cassette } from '@enclave/native/testing';

const shared = new URL('../tests-shared/cassettes/', import.meta.url);
const sharedText = (name) => readFileSync(new URL(name, shared), 'utf8');
const script = sharedText('script.js');
const expected = JSON.parse(sharedText('expected.json'));
const askTwice = "return [await callTool('ask', {}), await callTool('ask', {})]";

const folder = mkdtempSync(join(tmpdir(), 'enclave-cassettes-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const freshPath = () => join(folder, `${(files += 1)}.json`);

const ways = {
  run: (enclave, code) => enclave.run(code),
  stream: async (enclave, code) => {
    let last;
    for await (const event of enclave.stream(code)) last = event;
    return last.result;
  },
};

function inEveryWay(name, body) {
  for (const [way, run] of Object.entries(ways)) {
    test(`${name} (${way})`, () => body(run));
  }
}

function counter() {
  let calls = 0;
  return () => (calls += 1);
}

function sharedTools() {
  const count = counter();
  return new Enclave({
    toolHandler: async (name, args) => {
      switch (name) {
        case 'soon':
        case 'middling':
        case 'late':
          await delay({ soon: 0, middling: 100, late: 200 }[name]);
          return args.answer;
        case 'fail':
          throw new ToolError(args.message, {
            code: 'NO_SUCH_USER',
            data: { since: new Date(1000), tries: new Set(['1', 2]) },
          });
        case 'count':
          return count();
        default:
          return args;
      }
    },
  });
}

function replaying(path, options) {
  return new Enclave({ toolHandler: (name) => assert.fail(`${name} was called`) }).replay(path, options);
}

function cassetteWith(calls, head = {}) {
  const path = freshPath();
  writeFileSync(path, JSON.stringify({ version: 1, ...head, calls }));
  return path;
}

inEveryWay('what is recorded is the file that is kept', async (run) => {
  const inside = join(folder, `new-${(files += 1)}`);
  const recording = sharedTools().record(join(inside, 'deep', 'node.json'));
  assert.deepEqual(JSON.parse((await run(recording, script)).unwrap()), expected);
  await recording.close();
  assert.equal(readFileSync(join(inside, 'deep', 'node.json'), 'utf8'), sharedText('node.json'));
  assert.deepEqual(readdirSync(join(inside, 'deep')), ['node.json']);
});

for (const name of ['node.json', 'python.json']) {
  inEveryWay(`${name} is replayed, whichever language recorded it`, async (run) => {
    const enclave = replaying(new URL(name, shared));
    assert.deepEqual(JSON.parse((await run(enclave, script)).unwrap()), expected);
    assert.deepEqual(enclave.cassette.unused, []);
  });
}

test('both languages record the same', () => {
  assert.deepEqual(JSON.parse(sharedText('python.json')), JSON.parse(sharedText('node.json')));
});

for (const [index, { redacted, calls, script: code, message }] of JSON.parse(sharedText('misses.json')).entries()) {
  inEveryWay(`a call that was not recorded rejects the run: ${index}`, async (run) => {
    const path = cassetteWith(calls, { redacted: redacted ?? [] });
    const again = `record again: \`enclave.record(${JSON.stringify(path)})\``;
    await assert.rejects(run(replaying(path), `try { ${code} } catch { return 'caught' }`), (error) => {
      assert.ok(error instanceof CassetteMiss && error instanceof assert.AssertionError);
      assert.deepEqual(error.message.split('\n'), [...message, `cassette: ${path}`, again]);
      assert.equal(error.tool, 'ask');
      return true;
    });
  });
}

for (const [index, { text, error: wanted }] of JSON.parse(sharedText('invalid.json')).entries()) {
  test(`what is no cassette is refused: ${index}`, () => {
    const path = freshPath();
    writeFileSync(path, text);
    assert.throws(
      () => replaying(path),
      (error) => {
        assert.ok(error instanceof CassetteError);
        const found = error.message.replace(/not JSON: [^]*/, 'not JSON');
        assert.equal(found, wanted.endsWith('not JSON') ? `${path}:${wanted}` : `${path}: ${wanted}`);
        return true;
      },
    );
  });
}

test('the place of what is not JSON is told', () => {
  const cases = [
    ['{"a":[1,2,]}', '1:11'],
    ['{"a" 1}', '1:6'],
    ['{"a":1,}', '1:8'],
    ['[1 2]', '1:4'],
    ['{"a":"\\x"}', '1:6'],
    ['[]]', '1:3'],
    ['["\n"]', '1:2'],
    ['{"a":1', '1:7'],
    ['\ufeff{}', '1:1'],
    ['{"a":\n\n  nope}', '3:3'],
    [`${'['.repeat(100_000)}`, '1:100001'],
    [`["${'a\\n'.repeat(1_000_000)}`, '1:2'],
  ];
  for (const [text, place] of cases) {
    const path = freshPath();
    writeFileSync(path, text);
    assert.throws(
      () => replaying(path),
      (error) => {
        assert.equal(error.message.slice(0, `${path}:${place}: not JSON: `.length), `${path}:${place}: not JSON: `);
        return true;
      },
    );
  }
});

test('bytes that are no cassette are refused', () => {
  const deep = `{"version":1,"calls":[{"tool":"t","args":${'['.repeat(300)}${']'.repeat(300)},"result":1}]}`;
  const place = `calls[0].args${'[0]'.repeat(300)}`.slice(0, 200);
  for (const [data, wanted] of [
    [Buffer.from([0xff]), 'is not UTF-8'],
    ['['.repeat(100_000) + ']'.repeat(100_000), 'the file: must be an object'],
    [deep, `${place}: nested deeper than 256 levels`],
  ]) {
    const path = freshPath();
    writeFileSync(path, data);
    assert.throws(() => replaying(path), { name: 'CassetteError', message: `${path}: ${wanted}` });
  }
  assert.throws(() => replaying(folder), { name: 'CassetteError', message: `${folder}: is no file` });
  const missing = join(folder, 'missing.json');
  const message = `${missing}: there is no such cassette; record it: \`enclave.record(${JSON.stringify(missing)})\``;
  assert.throws(() => replaying(missing), { name: 'CassetteError', message });
});

test('a file that is too large is neither read nor written', async () => {
  const path = freshPath();
  writeFileSync(path, '');
  truncateSync(path, 64 * 2 ** 20 + 1);
  assert.throws(() => replaying(path), { message: `${path}: a cassette has at most 67108864 bytes` });
  writeFileSync(path, 'before');
  const much = new Enclave({ level: 'permissive', tools: { much: () => 'x'.repeat(34 * 2 ** 20) } });
  await assert.rejects(much.record(path).run('await tools.much(); await tools.much(); return 1'), {
    name: 'CassetteError',
    message: /: a cassette has at most 67108864 bytes; this one would have 7130\d{4}$/,
  });
  assert.equal(readFileSync(path, 'utf8'), 'before');
});

inEveryWay('equal calls are answered in their order and no more', async (run) => {
  const path = freshPath();
  const count = counter();
  assert.deepEqual((await run(new Enclave({ toolHandler: count }).record(path), askTwice)).value, [1, 2]);
  const enclave = replaying(path);
  assert.deepEqual((await run(enclave, askTwice)).value, [1, 2]);
  await assert.rejects(run(enclave, askTwice), /it was recorded 2 times and is now made once more/);
  const repeating = replaying(path, { allowRepeat: true });
  assert.deepEqual((await run(repeating, askTwice)).value, [1, 2]);
  assert.deepEqual((await run(repeating, askTwice)).value, [2, 2]);
  assert.equal(count(), 3);
});

test('the order of keys does not matter and all else does', async () => {
  const path = cassetteWith([{ tool: 'ask', args: { a: { x: 1, y: [1, 2] }, b: null }, result: 'yes' }]);
  const same = "return await callTool('ask', { b: null, a: { y: [1, 2], x: 1 } })";
  assert.equal((await replaying(path).run(same)).value, 'yes');
  for (const other of [
    '{ b: null, a: { y: [2, 1], x: 1 } }',
    '{ a: { y: [1, 2], x: 1 } }',
    '{ b: 0, a: { y: [1, 2], x: true } }',
  ]) {
    await assert.rejects(replaying(path).run(`return await callTool('ask', ${other})`), CassetteMiss);
  }
});

test('values that Python lacks are kept, and match what it has for them', async () => {
  const path = freshPath();
  const values = '{ list: [undefined], few: 5n, date: new Date(NaN), far: new Date(8.64e15), left: undefined }';
  const code = `
    const value = await callTool('ask', ${values});
    const types = [typeof value.list[0], typeof value.few];
    return [...types, String(value.date), value.far.getTime(), Object.keys(value), await callTool('none', {})];
  `;
  const enclave = new Enclave({ toolHandler: (name, args) => (name === 'ask' ? args : undefined) });
  const recorded = (await enclave.record(path).run(code)).unwrap();
  const keys = ['list', 'few', 'date', 'far'];
  assert.deepEqual(recorded, ['undefined', 'bigint', 'Invalid Date', 8.64e15, keys, undefined]);
  assert.deepEqual((await enclave.replay(path).run(code)).unwrap(), recorded);
  const args = { list: [null], few: 5, date: null, far: 8.64e15 };
  const python = cassetteWith([{ tool: 'ask', args, result: 'yes' }]);
  assert.equal((await replaying(python).run(`return await callTool('ask', ${values})`)).value, 'yes');
});

test('unused calls are listed', async () => {
  const path = freshPath();
  const recording = new Enclave({ toolHandler: counter() }).record(path);
  await recording.run("await callTool('one', { id: 1 }); await callTool('two', {})");
  assert.deepEqual(recording.cassette.unused, []);
  const enclave = replaying(path);
  await enclave.run("await callTool('two', {})");
  assert.deepEqual(enclave.cassette.unused, [
    { tool: 'one', args: { id: 1 }, result: 1, byReference: false, error: undefined, answered: true, order: 0 },
  ]);
  assert.deepEqual(enclave.cassette.calls, recording.cassette.calls);
});

test('redacted members are not written and do not count', async () => {
  const path = freshPath();
  const login = (name, { user }) => {
    if (user.password === 'wrong') throw new ToolError('no', { code: 'NO', data: { token: 'secret-3', left: 2 } });
    return { token: 'secret-2', list: [{ token: { deep: 'secret-4' } }] };
  };
  const code = (password) => `
    const given = await callTool('login', { user: { name: 'ana', password: '${password}' } });
    try { await callTool('login', { user: { name: 'bo', password: 'wrong' } }) }
    catch (error) { return [given, error.data] }
  `;
  const recording = new Enclave({ toolHandler: login }).record(path, { redact: ['token', 'password'] });
  assert.equal((await recording.run(code('secret-1'))).unwrap()[0].token, 'secret-2');
  const text = readFileSync(path, 'utf8');
  assert.equal(text.match(/secret-\d|wrong/), null);
  assert.deepEqual(JSON.parse(text).redacted, ['password', 'token']);
  assert.deepEqual((await replaying(path).run(code('another'))).unwrap(), [
    { token: '[redacted]', list: [{ token: '[redacted]' }] },
    { token: '[redacted]', left: 2 },
  ]);
  assert.throws(() => new Enclave().record(path, { redact: 'token' }), {
    code: 'INVALID_CONFIG',
    message: '`redact` must be a list of names',
  });
});

inEveryWay('failures of every kind are kept', async (run) => {
  const path = freshPath();
  const enclave = new Enclave({
    tools: {
      slow: tool({ timeoutMs: 50, handler: () => new Promise(() => {}) }),
      odd: () => () => {},
      plain: () => {
        throw new TypeError('gone');
      },
      typed: tool({ inputSchema: { type: 'object', required: ['count'] }, handler: () => 1 }),
    },
    context: {},
  });
  const code = `
    const said = [];
    for (const call of [() => tools.slow(), () => tools.odd(), () => tools.plain(), () => callTool('typed', context)]) {
      try { said.push(await call()) } catch (error) { said.push([error.code, error.message]) }
    }
    return said;
  `;
  const recorded = (await run(enclave.record(path), code)).unwrap();
  assert.deepEqual(
    recorded.map(([found]) => found),
    ['TOOL_TIMEOUT', 'SERIALIZATION_ERROR', 'TOOL_ERROR', 'TOOL_ARGUMENTS_INVALID'],
  );
  const replayed = await run(enclave.replay(path), code);
  assert.deepEqual(replayed.unwrap(), recorded);
  // What the core refuses is no call of a tool: it is refused again.
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')).calls.map((call) => call.tool), ['slow', 'odd', 'plain']);
  assert.deepEqual(replayed.calls.map((call) => call.exception instanceof ToolError), [true, true, true, false]);
});

inEveryWay('a call without an answer is not answered either', async (run) => {
  const path = freshPath();
  const enclave = new Enclave({ tools: { hang: () => new Promise(() => {}) }, limits: { timeoutMs: 300 } });
  assert.equal((await run(enclave.record(path), 'await tools.hang()')).error.code, 'TIMEOUT');
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')).calls, [{ tool: 'hang', args: {}, unanswered: true }]);
  const again = enclave.replay(path);
  assert.equal((await run(again, 'await tools.hang()')).error.code, 'TIMEOUT');
  assert.deepEqual(again.cassette.unused, []);
});

inEveryWay('equal calls keep their own answers', async (run) => {
  const path = freshPath();
  let started = 0;
  const lateFirst = async () => {
    const own = (started += 1);
    await delay(own === 1 ? 100 : 0);
    return own;
  };
  const code = `
    const order = [];
    const call = async () => { const own = await tools.late_first(); order.push(own); return own; };
    const all = await Promise.all([call(), call(), call()]);
    return [all, order];
  `;
  const enclave = new Enclave({ tools: { late_first: lateFirst } });
  const recorded = (await run(enclave.record(path), code)).unwrap();
  assert.deepEqual(recorded, [[1, 2, 3], [2, 3, 1]]);
  assert.deepEqual((await run(enclave.replay(path), code)).unwrap(), recorded);
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')).calls.map((call) => call.order), [2, 0, 1]);
});

test('each run is written when it is over', async () => {
  const path = freshPath();
  const recording = new Enclave({ toolHandler: counter() }).record(path);
  assert.ok(!existsSync(path));
  for (const runs of [1, 2, 3]) {
    await recording.run("await callTool('ask', {})");
    assert.equal(JSON.parse(readFileSync(path, 'utf8')).calls.length, runs);
  }
  await recording.close();
  assert.equal(JSON.parse(readFileSync(path, 'utf8')).calls.length, 3);
  await new Enclave().record(path).close();
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), { version: 1, calls: [] });
});

test('runs at the same time are recorded and replayed', async () => {
  const path = freshPath();
  const enclave = new Enclave({
    toolHandler: async (_, { n }) => {
      await delay((n % 3) * 10);
      return n;
    },
  });
  const numbers = Array.from({ length: 8 }, (_, n) => n);
  const runAll = async (on) =>
    (
      await Promise.all(
        numbers.map((n) => on.run(`return [await callTool('a', { n: ${n} }), await callTool('b', { n: ${n + 1} })]`)),
      )
    ).map((result) => result.unwrap());
  const recorded = await runAll(enclave.record(path));
  assert.deepEqual(recorded, numbers.map((n) => [n, n + 1]));
  const again = replaying(path);
  assert.deepEqual(await runAll(again), recorded);
  assert.deepEqual(again.cassette.unused, []);
});

inEveryWay('a cassette that cannot be written rejects the run', async (run) => {
  const file = freshPath();
  writeFileSync(file, '');
  const recording = new Enclave({ toolHandler: counter() }).record(join(file, 'c.json'));
  await assert.rejects(run(recording, "await callTool('ask', {})"), { name: 'CassetteError', message: /c\.json: / });
});

test('the copy is like the original and closes alone', async () => {
  const path = freshPath();
  const count = counter();
  const original = new Enclave({
    toolHandler: count,
    level: 'secure',
    isolation: 'in_process',
    limits: { maxToolCalls: 2 },
    context: { tenant: 'acme' },
  });
  const recording = original.record(path);
  assert.equal((await recording.run('return context.tenant')).value, 'acme');
  assert.equal(recording.toolPrompt(), original.toolPrompt());
  const three = "for (let i = 0; i < 3; i += 1) await callTool('ask', { i })";
  assert.equal((await recording.run(three)).error.code, 'MAX_TOOL_CALLS');
  await recording.close();
  await assert.rejects(recording.run('return 1'), ConfigError);
  assert.equal((await original.run("return await callTool('ask', {})")).value, 3);
  const enclave = original.replay(pathToFileURL(path));
  assert.equal((await enclave.run(three)).error.code, 'MAX_TOOL_CALLS');
  assert.equal(count(), 4);
  assert.throws(() => original.cassette, { message: 'this `Enclave` neither records nor replays' });
});

/** Runs `body` with variables of the environment set, or taken away where `undefined`. */
async function withEnvironment(variables, body) {
  const before = { ...process.env };
  for (const [name, value] of Object.entries({ CI: undefined, ENCLAVE_RECORD: undefined, ...variables })) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  try {
    return await body();
  } finally {
    process.env = before;
  }
}

test('the helper records once and replays', async () => {
  const path = freshPath();
  const count = counter();
  const enclave = new Enclave({ toolHandler: count });
  const ask = (options) =>
    cassette(enclave, path, async (agent) => (await agent.run("return await callTool('ask', {})")).unwrap(), options);
  await withEnvironment({ CI: 'true' }, async () => {
    const message = `${path}: there is no such cassette; record it: set \`ENCLAVE_RECORD=all\``;
    await assert.rejects(ask(), { message });
  });
  await withEnvironment({}, async () => {
    assert.equal(await ask(), 1);
    assert.equal(await ask(), 1);
    assert.equal(await ask({ mode: 'all' }), 2);
  });
  await withEnvironment({ ENCLAVE_RECORD: 'all' }, async () => assert.equal(await ask(), 3));
  await withEnvironment({ ENCLAVE_RECORD: 'none' }, async () => assert.equal(await ask(), 3));
  await withEnvironment({ CI: 'true' }, async () => assert.equal(await ask(), 3));
  await withEnvironment({ CI: 'true', ENCLAVE_RECORD: 'all' }, async () => assert.equal(await ask(), 4));
  await withEnvironment({ ENCLAVE_RECORD: 'ever' }, async () => {
    const message = 'the mode of a cassette must be one of `none`, `once` and `all`, not `ever`';
    await assert.rejects(ask(), { code: 'INVALID_CONFIG', message });
  });
  await assert.rejects(ask({ stict: true }), {
    message: 'unknown option `stict` of a cassette; the options are `mode`, `redact`, `allowRepeat` and `strict`',
  });
});

test('the helper warns of unused calls, or fails', async () => {
  const path = cassetteWith([{ tool: 'ask', args: { id: 9 }, result: 1 }]);
  const message = `${path}: recorded calls that were not made (1):\n  ask({"id":9})`;
  const enclave = new Enclave({ toolHandler: counter() });
  const nothing = (options) => cassette(enclave, path, () => 'given', { mode: 'none', ...options });
  const warned = new Promise((resolve) => process.once('warning', resolve));
  assert.equal(await nothing(), 'given');
  const { name, message: found } = await warned;
  assert.deepEqual([name, found], ['CassetteWarning', message]);
  await assert.rejects(nothing({ strict: true }), { name: 'AssertionError', message });
  // A test that failed is not blamed for what it did not come to.
  const failing = cassette(enclave, path, () => assert.fail('own'), { mode: 'none', strict: true });
  await assert.rejects(failing, { message: 'own' });
});

test('a test of its own program passes, and fails for a miss', () => {
  const program = fileURLToPath(new URL('recording-example.mjs', import.meta.url));
  const write = (id) =>
    writeFileSync(
      program,
      `import assert from 'node:assert/strict';
      import { test } from 'node:test';
      import { Enclave } from '@enclave/native';
      import { cassette } from '@enclave/native/testing';
      const enclave = new Enclave({ tools: { ask: ({ id }) => id * 10 } });
      test('it asks', () => cassette(enclave, ${JSON.stringify(freshFile)}, async (agent) => {
        assert.equal((await agent.run('return await tools.ask({ id: ${id} })')).unwrap(), ${id * 10});
      }));`,
    );
  const run = (environment) => {
    const { CI, ENCLAVE_RECORD, NODE_TEST_CONTEXT, ...rest } = process.env;
    const env = { ...rest, ...environment };
    return spawnSync(process.execPath, ['--test-reporter=tap', program], { encoding: 'utf8', env });
  };
  const freshFile = freshPath();
  try {
    write(1);
    assert.equal(run({ CI: '1' }).status, 1);
    assert.equal(run({}).status, 0);
    assert.equal(run({ CI: '1' }).status, 0);
    write(2);
    const { status, stdout } = run({});
    assert.equal(status, 1);
    assert.match(stdout, /the cassette has no answer to this call: ask\(\{"id":2\}\)/);
    assert.match(stdout, / {2}args\.id: recorded 1, called with 2/);
  } finally {
    rmSync(program);
  }
});

test('the test of the page on tests passes', () => {
  const page = readFileSync(new URL('../docs/testing.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/<!-- run: node -->\n```js\n([^]*?)```/g)];
  assert.equal(blocks.length, 1);
  // Beside this file, so that the package is found.
  const inside = mkdtempSync(fileURLToPath(new URL('page-', import.meta.url)));
  const { CI, ENCLAVE_RECORD, NODE_TEST_CONTEXT, ...rest } = process.env;
  try {
    writeFileSync(join(inside, 'page.mjs'), blocks[0][1]);
    for (const mode of ['once', 'none']) {
      const { status, stderr } = spawnSync(process.execPath, [join(inside, 'page.mjs')], {
        encoding: 'utf8',
        env: { ...rest, ENCLAVE_RECORD: mode },
      });
      assert.equal(stderr, '');
      assert.equal(status, 0);
    }
    assert.deepEqual(readdirSync(join(inside, 'cassettes')), ['weather.json']);
  } finally {
    rmSync(inside, { recursive: true });
  }
});

test('the helper can be required', () => {
  const required = createRequire(import.meta.url)('@enclave/native/testing');
  assert.equal(required.cassette, cassette);
});
