// Results that stay with the host: handles in scripts, values in tools.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { CassetteError, Enclave, Reference, tool } from '@enclave/native';
import { z } from 'zod';

const folder = mkdtempSync(join(tmpdir(), 'enclave-references-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const rows = (count) => Array.from({ length: count }, (_, id) => ({ id, name: `row ${id}` }));
const caught = (code) => `try { ${code} } catch (error) { return error.code + ': ' + error.message; }`;

/** Tools that give documents, and what those that take them got. */
function library(options = {}, document = rows(20)) {
  const got = [];
  const tools = {
    declared: tool({ byReference: true, handler: async () => document }),
    load: async () => new Reference(document),
    plain: tool({ description: 'Gives a document.', handler: () => document }),
    count: tool({
      inputSchema: { type: 'object', properties: { doc: { type: 'array' } }, required: ['doc'] },
      handler: ({ doc }) => (got.push(doc), doc.length),
    }),
  };
  return { enclave: new Enclave({ tools, ...options }), got };
}

for (const isolation of ['in_process', 'process']) {
  for (const [name, options] of [['declared', {}], ['load', {}], ['plain', { referenceBytes: 100 }]]) {
    test(`a document moves between tools and never enters the script: ${name} (${isolation})`, async () => {
      const { enclave, got } = library({ isolation, ...options });
      const code = `const doc = await callTool('${name}', {});
        const counted = await callTool('count', { doc });
        const page = await doc.read({ path: '[3].name', limit: 3 });
        return { counted, page, doc, kind: doc.kind, keys: Object.keys(doc).length, nested: [{ doc }], frozen: Object.isFrozen(doc) };`;
      const result = await enclave.run(code);
      const { doc, nested, ...rest } = result.unwrap();
      assert.deepEqual(rest, { counted: 20, page: 'row', kind: 'array', keys: 5, frozen: true });
      assert.deepEqual([doc, nested, got], [rows(20), [{ doc: rows(20) }], [rows(20)]]);
      assert.deepEqual(result.calls.map((call) => call.name), [name, 'count', '$read_reference']);
      const [given, counted] = result.calls;
      assert.match(given.value.$reference, /^ref_/);
      assert.deepEqual(counted.args, { doc: given.value });
    });
  }
}

test('a document of 50 MB passes, as long as it does not enter the script', async () => {
  const document = { text: 'x'.repeat(50 * 2 ** 20), rows: [1, 2, 3] };
  for (const [name, options] of [['declared', {}], ['load', {}], ['plain', { referenceBytes: 1_000_000 }]]) {
    const { enclave } = library({ ...options }, document);
    const length = tool({ handler: ({ doc }) => doc.text.length });
    const other = new Enclave({ tools: { doc: tool({ byReference: name === 'declared', handler: () => (name === 'load' ? new Reference(document) : document) }), length }, ...options });
    const result = await other.run("return await callTool('length', { doc: await callTool('doc', {}) });");
    assert.equal(result.unwrap(), 50 * 2 ** 20);
    const refused = await enclave.run(caught("await callTool('plain', {}); return 'entered';"));
    assert.match(refused.unwrap(), name === 'plain' ? /^entered$/ : /^OUTPUT_TOO_LARGE: result of `plain`: .* exceeds `max_value_bytes`/);
  }
});

test('references take no more than they may', async () => {
  const { enclave } = library({ maxReferenceBytes: 1_000 });
  const code = (name) => caught(`await callTool('${name}', {}); return await callTool('${name}', {});`);
  for (const name of ['declared', 'load']) {
    assert.match((await enclave.run(code(name))).unwrap(), /^TOOL_ERROR: result of `\w+`: the references of this session would take more than 1000 bytes/);
  }
  const { enclave: small } = library({ maxReferenceBytes: 100 });
  assert.match((await small.run(code('load'))).unwrap(), /^OUTPUT_TOO_LARGE: result of `load`: the value at `\$\[\d+\][^`]*` exceeds `max_reference_bytes` \(100\)$/);
  // Without its texts a value takes memory, too.
  const { enclave: many } = library({ maxReferenceBytes: 100 }, Array(101).fill(true));
  assert.match((await many.run(code('load'))).unwrap(), /exceeds `max_reference_bytes`/);
});

test('a reference inside of another value is refused', async () => {
  for (const result of [{ doc: new Reference(1) }, [new Reference(1)], new Reference({ doc: new Reference(1) }), new Reference(new Reference(1))]) {
    const enclave = new Enclave({ tools: { load: () => result } });
    const [, place] = /at `(.*?)`/.exec((await enclave.run(caught("return await callTool('load', {});"))).unwrap()) ?? [];
    assert.ok(['$.doc', '$[0]', '$'].includes(place), place);
  }
  assert.throws(() => new Enclave({ context: { doc: new Reference(1) } }), {
    code: 'SERIALIZATION_ERROR',
    message: 'the context: a `Reference` (only the whole result of a tool can be one) at `$.doc` cannot enter the script',
  });
});

test('keys that are dangerous do not come back to the host', async () => {
  const document = JSON.parse('{ "__proto__": { "admin": true }, "constructor": 1, "name": "x" }');
  const { enclave } = library({}, document);
  for (const name of ['load', 'declared']) {
    const value = (await enclave.run(`return await callTool('${name}', {});`)).unwrap();
    assert.deepEqual([Object.keys(value), Object.getPrototypeOf(value)], [['name'], Object.prototype]);
  }
});

test('a forged handle is refused', async () => {
  const { enclave, got } = library();
  const code = caught("const text = JSON.stringify(await tools.load({})); return await callTool('count', { doc: JSON.parse(text.replace('ref_', 'ref_0')) });");
  assert.match((await enclave.run(code)).unwrap(), /^TOOL_ARGUMENTS_INVALID: .*stands for no reference of this session/);
  assert.deepEqual(got, []);
});

test('a session is answered by reference', async () => {
  const { enclave } = library();
  const session = enclave.start("const doc = await tools.plain({}); return [doc.kind, await tools.count({ doc }), doc];");
  await session.resolve(1, new Reference(rows(3)));
  assert.deepEqual(session.pending, [{ kind: 'tool', id: 2, name: 'count', args: { doc: rows(3) } }]);
  assert.throws(() => session.resolve(2, [new Reference(1)]), { code: 'SERIALIZATION_ERROR' });
  await session.resolve(2, 3);
  assert.deepEqual(session.result.unwrap(), ['array', 3, rows(3)]);
});

for (const isolation of ['in_process', 'process']) {
  for (const key of [undefined, new Uint8Array(32).fill(7)]) {
    test(`references are in dumps (${isolation}, ${key === undefined ? 'plain' : 'sealed'})`, async () => {
      const { enclave, got } = library({ isolation });
      const session = enclave.start("const doc = await tools.plain({}); const n = await tools.count({ doc }); return [n, doc, await doc.read({ limit: 1 })];");
      await session.resolve(1, new Reference(rows(3)));
      const loaded = enclave.load(session.dump(key === undefined ? {} : { key }), key === undefined ? {} : { key });
      const result = await loaded.run({ uncertain: 'retry' });
      assert.deepEqual(result.unwrap(), [3, rows(3), rows(1)]);
      assert.deepEqual(got, [rows(3)]);
    });
  }
}

test('who approves sees the handle, the tool and predicates see the value', async () => {
  const seen = [];
  const { enclave, got } = library({
    policy: [{ ask: 'count', when: (_, { doc }) => (seen.push(doc.length), true) }],
    onApproval: ({ args }) => (seen.push(Object.keys(args.doc)), true),
  });
  assert.equal((await enclave.run('return await tools.count({ doc: await tools.load({}) });')).unwrap(), 20);
  assert.deepEqual(seen, [20, ['$reference', 'kind', 'size', 'shape', 'preview']]);
  assert.deepEqual(got, [rows(20)]);
});

for (const [name, options] of [['declared', {}], ['load', {}], ['plain', { referenceBytes: 100 }]]) {
  test(`references are recorded and replayed: ${name}`, async () => {
    const path = join(folder, `${name}.json`);
    const script = `const doc = await callTool('${name}', {}); const found = await search_tools('count');
      return [await callTool('count', { doc: [doc].length === 1 ? doc : [] }), doc.kind, await doc.read({ limit: 1 }), found.length > 0, doc];`;
    const { enclave, got } = library(options);
    const recording = enclave.record(path);
    const expected = (await recording.run(script)).unwrap();
    assert.deepEqual(expected, [20, 'array', rows(1), true, rows(20)]);
    const { calls } = JSON.parse(readFileSync(path, 'utf8'));
    assert.deepEqual(calls, [
      { tool: name, args: {}, result: rows(20), by_reference: true },
      { tool: 'count', args: { doc: rows(20) }, result: 20 },
    ]);
    assert.equal(got.length, 1);
    // What the file says goes by reference does, whatever the tools say now.
    for (const replayed of [enclave, new Enclave({ toolHandler: () => assert.fail('was called') })]) {
      const replaying = replayed.replay(path);
      const result = await replaying.run(script.replace("search_tools('count')", "[1]"));
      assert.deepEqual(result.unwrap(), expected);
      assert.deepEqual(replaying.cassette.unused, []);
      assert.deepEqual(replaying.cassette.calls.map((call) => call.byReference), [true, false]);
    }
    assert.equal(got.length, 1);
  });
}

test('a cassette says `by_reference` of results alone', () => {
  for (const [index, entry] of [{ result: 1, by_reference: false }, { unanswered: true, by_reference: true }, { result: 1, by_reference: 1 }].entries()) {
    const path = join(folder, `wrong-${index}.json`);
    writeFileSync(path, JSON.stringify({ version: 1, calls: [{ tool: 't', args: {}, ...entry }] }));
    assert.throws(() => new Enclave().replay(path), (error) => {
      assert.ok(error instanceof CassetteError);
      assert.equal(error.message, `${path}: calls[0].by_reference: must be true, beside a \`result\``);
      return true;
    });
  }
});

test('calls that the session answers itself are looked for in no cassette', async () => {
  const path = join(folder, 'own.json');
  const script = "const [found] = await search_tools('count'); return [found.name, (await describe_tool('plain')).includes('Gives a document.'), (await tools.plain({})).length];";
  const { enclave } = library();
  const result = await enclave.record(path).run(script);
  assert.deepEqual(result.unwrap(), ['count', true, 20]);
  assert.deepEqual(result.calls.map(({ name }) => name), ['$search_tools', '$describe_tool', 'plain']);
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')).calls.map((call) => call.tool), ['plain']);
  assert.deepEqual((await enclave.replay(path).run(script)).unwrap(), ['count', true, 20]);
});

test('a script may use the handle of a tool whose output schema says more', async () => {
  const outputSchema = { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } };
  const enclave = new Enclave({ tools: { load: tool({ byReference: true, outputSchema, handler: () => rows(3) }) } });
  const result = await enclave.run('const doc = await tools.load({}); return [doc.kind, (await doc.read({ limit: 1 }))[0].id];');
  assert.deepEqual(result.unwrap(), ['array', 0]);
});

test('an output schema of a library checks the value of a reference, and may change it', async () => {
  const outputSchema = z.array(z.object({ id: z.number().transform(String) }));
  const asynchronous = z.array(z.object({ id: z.number() })).transform(async (list) => list.length);
  const enclave = new Enclave({
    tools: {
      load: tool({ inputSchema: z.object({}), outputSchema, handler: async () => new Reference(rows(2)) }),
      later: tool({ inputSchema: z.object({}), outputSchema: asynchronous, handler: () => new Reference(rows(2)) }),
      wrong: tool({ inputSchema: z.object({}), outputSchema, handler: () => new Reference([{ id: 'x' }]) }),
    },
  });
  assert.deepEqual((await enclave.run('const doc = await tools.load({}); return [JSON.parse(JSON.stringify(doc)).kind, doc];')).unwrap(), ['array', [{ id: '0' }, { id: '1' }]]);
  assert.deepEqual((await enclave.run('const doc = await tools.later({}); return [JSON.parse(JSON.stringify(doc)).kind, doc];')).unwrap(), ['number', 2]);
  assert.match((await enclave.run(caught('return await tools.wrong({});'))).unwrap(), /^TOOL_ERROR: the result of `wrong` is not what its output schema says/);
});

test('output schemas of libraries and the core’s own checks agree', async () => {
  const give = (outputSchema, value) => tool({ inputSchema: z.object({}), outputSchema, handler: () => value });
  const enclave = new Enclave({
    tools: {
      transformed: give(z.string().transform(Number), '5'),
      date: give(z.object({ at: z.date() }), { at: new Date(5) }),
      coerced: give(z.object({ at: z.coerce.date(), n: z.coerce.number() }), { at: 5, n: '7' }),
      bigint: give(z.bigint(), 7n),
      defaulted: give(z.object({ a: z.number().default(1), b: z.string().optional() }), {}),
      stripped: give(z.object({ a: z.number() }), { a: 1, secret: 2 }),
      nothing: give(z.void(), undefined),
      maybe: give(z.string().nullable(), null),
      map: give(z.map(z.string(), z.number()), new Map([['a', 1]])),
      set: give(z.set(z.number()), new Set([1])),
      bytes: give(z.instanceof(Uint8Array), new Uint8Array([1])),
      union: give(z.discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b'), n: z.number() })]), { type: 'b', n: 1 }),
      wrong: give(z.object({ a: z.number() }), { a: 'x' }),
      plain: tool({ outputSchema: { type: 'object', required: ['id'] }, handler: () => ({}) }),
    },
  });
  const results = {};
  for (const name of ['transformed', 'date', 'coerced', 'bigint', 'defaulted', 'stripped', 'nothing', 'maybe', 'map', 'set', 'bytes', 'union', 'wrong', 'plain']) {
    results[name] = (await enclave.run(caught(`return await tools.${name}({});`))).unwrap();
  }
  const { wrong, plain, ...accepted } = results;
  assert.deepEqual(accepted, {
    transformed: 5,
    date: { at: new Date(5) },
    coerced: { at: new Date(5), n: 7 },
    bigint: 7n,
    defaulted: { a: 1 },
    stripped: { a: 1 },
    nothing: undefined,
    maybe: null,
    map: { a: 1 },
    set: [1],
    bytes: new Uint8Array([1]),
    union: { type: 'b', n: 1 },
  });
  assert.match(wrong, /^TOOL_ERROR: the result of `wrong` is not what its output schema says: `a`/);
  assert.match(plain, /^TOOL_ERROR: .*`plain`/);
});
