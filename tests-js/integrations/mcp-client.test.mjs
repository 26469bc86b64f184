// Tools of MCP servers for scripts: in memory, as programs, by HTTP; and servers that mean harm.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { Enclave } from '@enclave/native';
import { McpConnectionError, connect, makeServer, serveHttp } from '@enclave/native/mcp';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';

import { cancelled, shop } from './shop.mjs';

const program = { command: process.execPath, args: [join(import.meta.dirname, 'shop.mjs')] };

async function clientOf(server) {
  const [near, far] = InMemoryTransport.createLinkedPair();
  await server.connect(far);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(near);
  return client;
}

/** A client of a server that answers what `answers` says, as it is. */
async function clientOfRaw(answers) {
  const transport = {
    start: async () => {},
    close: async () => transport.onclose?.(),
    send: async ({ id, method, params }) => {
      if (id === undefined) {
        return;
      }
      const info = { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'raw', version: '1' } };
      const result = method === 'initialize' ? info : answers(method, params);
      const answer = result instanceof Error ? { error: { code: result.code, message: result.message } } : { result };
      queueMicrotask(() => transport.onmessage({ jsonrpc: '2.0', id, ...answer }));
    },
  };
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  return client;
}

const caught = (call) => `try { return await ${call} } catch (e) { return [e.code, e.message, e.data] }`;

test('names, schemas, annotations and results of a server', async () => {
  const servers = await connect({ 'my shop': await clientOf(shop()) });
  assert.deepEqual(servers.problems, []);
  assert.deepEqual(Object.keys(servers.tools), [
    ...['count_items', 'greet', 'picture', 'fail', 'echo', 'wait', 'exit'].map((name) => `my_shop:${name}`),
  ]);
  const spec = servers.tools['my_shop:count_items'].spec('count');
  assert.equal(spec.description, 'How many of an item there are.');
  assert.deepEqual(spec.input_schema.properties, { item: { type: 'string', description: 'Its name.' } });
  assert.deepEqual(spec.output_schema.properties, { count: { type: 'number' } });
  assert.deepEqual(spec.annotations, { read_only: true, open_world: false });
  assert.equal(spec.timeout_ms, 60_000);
  assert.equal(servers.tools['my_shop:greet'].spec('greet').description, 'Greets.');

  const enclave = new Enclave({ tools: servers.tools });
  const run = async (code) => (await enclave.run(code)).unwrap();
  assert.deepEqual(await run('return await tools.my_shop.count_items({ item: "nail" })'), { count: 4 });
  assert.equal(await run('return await tools.my_shop.greet({ name: "Ana" })'), 'Hello Ana\nBye');
  const bytes = Uint8Array.from([1, 2, 255]);
  const picture = await run('return await tools.my_shop.picture()');
  assert.deepEqual(picture.map((part) => ({ ...part, ...(part.data && { data: Uint8Array.from(part.data) }) })), [
    { type: 'text', text: 'a picture' },
    { type: 'image', mimeType: 'image/png', data: bytes },
    { type: 'resource', uri: 'file:///a', data: bytes },
    { type: 'resource', uri: 'file:///b', mimeType: 'text/plain', text: 'b' },
    { type: 'resource_link', uri: 'file:///c', name: 'c' },
  ]);
  assert.deepEqual(await run(caught('tools.my_shop.fail()')), ['TOOL_ERROR', 'no: ', undefined]);
  const value = '{ date: new Date(0), bytes: new Uint8Array([104, 105]), many: 5n, deep: [{ a: null }] }';
  assert.equal(
    await run(`return await tools.my_shop.echo({ value: ${value} })`),
    '{"date":"1970-01-01T00:00:00.000Z","bytes":"aGk=","many":5,"deep":[{"a":null}]}',
  );
  const [code] = await run(caught('tools.my_shop.echo({ value: 2n ** 64n })'));
  assert.equal(code, 'TOOL_ARGUMENTS_INVALID');
  const [late] = (await enclave.run('return await tools.my_shop.count_items(context)', { context: { item: 1 } })).calls;
  assert.equal(late.error.code, 'TOOL_ARGUMENTS_INVALID');
  await servers.close();
});

test('a call that is over is cancelled at the server', async () => {
  const client = await clientOf(shop());
  const servers = await connect({ shop: client }, { timeoutMs: 20 });
  const enclave = new Enclave({ tools: servers.tools });
  cancelled.length = 0;
  const { error } = await enclave.run('await tools.shop.wait()');
  assert.equal(error.code, 'TOOL_TIMEOUT');
  const patient = new Enclave({ tools: (await connect({ shop: client })).tools });
  const ended = await patient.run('await tools.shop.wait()', { limits: { timeoutMs: 20 } });
  assert.equal(ended.error.code, 'TIMEOUT');
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(cancelled.length, 2);
  await client.close();
  const closed = await patient.run(caught('tools.shop.greet({ name: "Ana" })'));
  assert.deepEqual(closed.unwrap(), ['TOOL_ERROR', 'MCP server `shop`: the connection is closed', undefined]);
});

test('a program, given by mcp.json, with secrets that no error shows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'enclave-mcp-'));
  const file = join(folder, 'mcp.json');
  process.env.ENCLAVE_TEST_KEY = 'sk-secret-1';
  const env = { SHOP_KEY: '${ENCLAVE_TEST_KEY}', OTHER: '${ENCLAVE_TEST_NONE:-x}' };
  const off = { command: 'no-such-program', disabled: true };
  writeFileSync(file, JSON.stringify({ mcpServers: { shop: { ...program, env }, off } }));
  const servers = await connect(file);
  const enclave = new Enclave({ tools: servers.tools });
  assert.equal((await enclave.run('return (await tools.shop.count_items({ item: "nail" })).count')).unwrap(), 4);
  const failed = await enclave.run(caught('tools.shop.fail()'));
  assert.deepEqual(failed.unwrap(), ['TOOL_ERROR', 'no: [redacted]', undefined]);
  const exited = await enclave.run(caught('tools.shop.exit()'));
  assert.deepEqual(exited.unwrap(), ['TOOL_ERROR', 'MCP server `shop`: the connection is closed', undefined]);
  await servers.close();

  for (const [text, message] of [
    ['{', '`mcp.json` is no JSON'],
    ['[]', '`mcp.json` must be `{"mcpServers": {name: {…}}}`'],
    ['{"servers":{"a":1}}', 'MCP server `a`: must be an object'],
    ['{"servers":{"a":{}}}', 'MCP server `a`: needs `command` (a program) or `url` (streamable HTTP)'],
    ['{"servers":{"a":{"command":1}}}', 'MCP server `a`: `command` must be a text'],
    ['{"servers":{"a":{"command":"a","args":"b"}}}', 'MCP server `a`: `args` must be a list of texts'],
    ['{"servers":{"a":{"command":"a","env":[]}}}', 'MCP server `a`: `env` must be an object of texts'],
    ['{"servers":{"a":{"url":"ftp://a"}}}', 'MCP server `a`: `url` must begin with `http://` or `https://` and a host'],
    [
      '{"servers":{"a":{"command":"${ENCLAVE_TEST_NONE}"}}}',
      'MCP server `a`: `command` needs the variable `ENCLAVE_TEST_NONE`, which is not set',
    ],
  ]) {
    writeFileSync(file, text);
    await assert.rejects(connect(file), { code: 'INVALID_CONFIG', message });
  }
  rmSync(folder, { recursive: true });
  await assert.rejects(connect(file), { code: 'INVALID_CONFIG', message: '`mcp.json` cannot be read: ENOENT' });
});

test('servers that cannot be reached are errors, or problems', async () => {
  const none = { command: 'no-such-program-of-enclave' };
  const silent = { command: process.execPath, args: ['-e', 'process.stdin.resume()'] };
  const gone = createServer();
  await new Promise((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const refused = { url: `http://127.0.0.1:${gone.address().port}/mcp?key=sk-secret-2` };
  await new Promise((resolve) => gone.close(resolve));
  await assert.rejects(connect({ none }), (error) => {
    assert.ok(error instanceof McpConnectionError);
    assert.equal(error.message, 'MCP server `none`: ENOENT');
    assert.equal(error.server, 'none');
    return true;
  });
  const options = { required: false, connectTimeoutMs: 1_000 };
  const servers = await connect({ none, silent, refused, shop: await clientOf(shop()) }, options);
  assert.equal(Object.keys(servers.tools).length, 7);
  assert.deepEqual(servers.problems, [
    'MCP server `none`: ENOENT',
    'MCP server `silent`: took longer than 1000 ms to start',
    'MCP server `refused`: ECONNREFUSED',
  ]);
  await servers.close();
  await assert.rejects(connect({ a: program }, { timeoutMs: 0 }), { code: 'INVALID_CONFIG' });
  await assert.rejects(connect({ a: 1 }), { code: 'INVALID_CONFIG' });
  await assert.rejects(connect(1), { code: 'INVALID_CONFIG' });
});

test('a server by HTTP', async () => {
  const inner = new Enclave({ tools: { now: () => 'noon' } });
  const serving = await serveHttp(inner, { port: 0 });
  const servers = await connect({ clock: { url: serving.url, headers: { authorization: 'Bearer abc-secret' } } });
  const enclave = new Enclave({ tools: servers.tools });
  const { value } = await enclave.run('return await tools.clock.run_code({ code: "return await tools.now()" })');
  assert.equal(value, '"noon"');
  await servers.close();
  await serving.close();
});

const schema = { type: 'object' };
const listing = (tools, more = {}) => (method) => (method === 'tools/list' ? { tools, ...more } : { content: [] });

test('hostile: what is listed', async () => {
  let deep = {};
  for (let depth = 0; depth < 100; depth += 1) {
    deep = { properties: { a: deep } };
  }
  const wide = { type: 'object', enum: Array.from({ length: 20_000 }, (_, index) => index) };
  const tools = [
    { name: '__proto__', inputSchema: schema },
    { name: 'constructor', inputSchema: schema },
    { name: 'a b', inputSchema: schema },
    { name: 'a-b', inputSchema: schema },
    { name: 'x'.repeat(100_000), description: 'y'.repeat(100_000), inputSchema: schema },
    { name: 'deep', inputSchema: { type: 'object', ...deep } },
    { name: 'wide', inputSchema: wide },
    { name: 'broken', inputSchema: { type: 'object', properties: { a: { pattern: '(' } } } },
    { name: 'remote', inputSchema: { type: 'object', properties: { a: { $ref: 'http://127.0.0.1:1/x' } } } },
    { name: 'hidden', description: 'a\u200bb\u202ec\u0000d\ne', inputSchema: schema },
    { name: 'task', inputSchema: schema, execution: { taskSupport: 'required' } },
    { name: 7, inputSchema: schema },
    { name: 'no-schema' },
    null,
  ];
  const servers = await connect({ raw: await clientOfRaw(listing(tools)) });
  assert.deepEqual(
    Object.keys(servers.tools).map((name) => name.slice(0, 30)),
    ['tool_proto', 'tool_constructor', 'a_b', 'a_b_2', 'x'.repeat(26), 'deep', 'wide', 'broken', 'remote', 'hidden'].map(
      (name) => `raw:${name}`,
    ),
  );
  const described = Object.entries(servers.tools).map(([name, tool]) => tool.spec(name).description);
  assert.ok(described.every((text) => text.length <= 4_000));
  assert.equal(described.at(-1), 'abcd\ne');
  assert.deepEqual(
    servers.problems.map((text) => text.slice(0, 70)),
    [
      'MCP server `raw`: `task` can only be called as a task',
      'MCP server `raw`: `` is not described as a tool',
      'MCP server `raw`: `no-schema` is not described as a tool',
      'MCP server `raw`: `` is not described as a tool',
      'MCP server `raw`: the schemas of `deep` are too large and not used',
      'MCP server `raw`: the schemas of `wide` are too large and not used',
      ...servers.problems.slice(6).map((text) => text.slice(0, 70)),
    ],
  );
  assert.match(servers.problems[6], /^MCP server `raw`: `broken`: /);
  assert.match(servers.problems[7], /^MCP server `raw`: `remote`: /);
  assert.equal(servers.problems.length, 8);
  assert.equal(new Enclave({ tools: servers.tools }).check('return await tools.raw.a_b_2({})').ok, true);
});

test('hostile: lists without an end, and no list', async () => {
  const page = Array.from({ length: 300 }, (_, index) => ({ name: `t${index}`, inputSchema: schema }));
  const many = await connect({ raw: await clientOfRaw(listing(page, { nextCursor: 'more' })) });
  assert.equal(Object.keys(many.tools).length, 1_000);
  assert.deepEqual(many.problems, ['MCP server `raw`: only the first 1000 tools are taken']);
  let pages = 0;
  const empty = await connect({ raw: await clientOfRaw(() => ((pages += 1), { tools: [], nextCursor: 'more' })) });
  assert.equal(pages, 100);
  assert.deepEqual(Object.keys(empty.tools), []);
  const client = await clientOfRaw(() => ({ tools: 'none' }));
  await assert.rejects(connect({ raw: client }), { message: 'MCP server `raw`: its answer is no list of tools' });
  const refusing = await clientOfRaw(() => Object.assign(new Error('no'), { code: -32601 }));
  await assert.rejects(connect({ raw: refusing }), { message: 'MCP server `raw`: no' });
});

test('hostile: answers', async () => {
  const failure = (code, message) => Object.assign(new Error(message), { code });
  let deep = 1;
  for (let depth = 0; depth < 5_000; depth += 1) {
    deep = [deep];
  }
  const answers = {
    none: {},
    wrong: { content: 'text' },
    badData: { content: [{ type: 'image', mimeType: 'image/png', data: '%%%' }] },
    unknown: { content: [{ type: 'hologram' }] },
    long: { isError: true, content: [{ type: 'text', text: 'e'.repeat(1_000_000) }] },
    mute: { isError: true, content: [] },
    large: { content: [{ type: 'text', text: 'x'.repeat(20 * 1024 * 1024) }] },
    deep: { content: [], structuredContent: { deep } },
    proto: { content: [], structuredContent: JSON.parse('{"__proto__":{"a":1},"b":2}') },
    invalid: failure(-32602, 'MCP error -32602: bad arguments'),
    refused: failure(-32000, 'MCP error -32000: not today'),
    typed: { content: [{ type: 'text', text: 'no structure' }] },
  };
  const tools = Object.keys(answers).map((name) => ({ name, inputSchema: schema }));
  tools.at(-1).outputSchema = schema;
  const client = await clientOfRaw((method, params) => (method === 'tools/list' ? { tools } : answers[params.name]));
  const servers = await connect({ raw: client });
  const enclave = new Enclave({ tools: servers.tools });
  const ends = {};
  for (const name of Object.keys(answers)) {
    const result = await enclave.run(caught(`tools.raw.${name}()`));
    ends[name] = result.ok ? result.value : result.error.code;
  }
  const { long, large, deep: deepEnd, ...rest } = ends;
  const odd = ['TOOL_ERROR', 'MCP server `raw`: its answer is not of the protocol', undefined];
  assert.deepEqual(rest, {
    none: '',
    wrong: odd,
    badData: odd,
    unknown: odd,
    mute: ['TOOL_ERROR', 'the tool failed and does not say why', undefined],
    proto: { b: 2 },
    invalid: ['TOOL_ARGUMENTS_INVALID', 'bad arguments', undefined],
    refused: ['TOOL_ERROR', 'not today', { mcpCode: -32000 }],
    typed: ['TOOL_ERROR', 'the tool has an output schema and gave no structured content', undefined],
  });
  assert.equal(long[1].length, 4_000);
  assert.match(String(large), /SERIALIZATION_ERROR|OUTPUT_TOO_LARGE/);
  assert.match(String(deepEnd), /SERIALIZATION_ERROR|OUTPUT_TOO_LARGE/);
});

test('hostile: programs that flood', async () => {
  const flood = (before) => ({
    command: process.execPath,
    args: ['-e', `${before}; const x = 'x'.repeat(1 << 20); (function on() { process.stdout.write(x, on); })();`],
  });
  await assert.rejects(connect({ flood: flood('') }, { connectTimeoutMs: 20_000 }), {
    message: 'MCP server `flood`: Connection closed',
  });
});

test('hostile: HTTP answers without an end', async () => {
  for (const type of ['application/json', 'text/event-stream']) {
    let sent = 0;
    const server = createServer((request, response) => {
      response.on('error', () => {});
      response.writeHead(200, { 'content-type': type });
      const line = Buffer.from(`data: ${'x'.repeat(1 << 20)}\n`);
      const on = () => {
        while (!response.destroyed && response.write(line)) {
          sent += line.length;
        }
        sent += line.length;
      };
      response.on('drain', on);
      on();
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${server.address().port}/mcp`;
    await assert.rejects(connect({ raw: { url } }, { connectTimeoutMs: 20_000 }), (error) => {
      assert.ok(error instanceof McpConnectionError);
      assert.doesNotMatch(error.message, /took longer/);
      return true;
    });
    assert.ok(sent < 100 * 1024 * 1024, `${sent} bytes were read`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('both at once: an Enclave of an Enclave’s tools', async () => {
  const inner = new Enclave({ tools: { now: () => 'noon' } });
  const servers = await connect({ clock: await clientOf(await makeServer(inner)) });
  const result = await new Enclave({ tools: servers.tools }).run(caught('tools.clock.run_code({ code: "return nom" })'));
  const [code, message] = result.unwrap();
  assert.equal(code, 'TOOL_ERROR');
  assert.match(message, /^VALIDATION_ERROR at 1:8: `nom` is not declared\n/);
});
