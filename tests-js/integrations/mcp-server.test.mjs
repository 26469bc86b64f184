// An Enclave as an MCP server: in memory, as a program, by HTTP.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';

import { Enclave, tool } from '@enclave/native';
import { httpHandler, makeServer, serveHttp } from '@enclave/native/mcp';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';

async function clientBy(transport) {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  return client;
}

async function clientOf(enclave, options) {
  const [near, far] = InMemoryTransport.createLinkedPair();
  await (await makeServer(enclave, options)).connect(far);
  return await clientBy(near);
}

const run = (client, code, options) => client.callTool({ name: 'run_code', arguments: { code } }, undefined, options);

const listing = tool({
  description: 'Shows invoices of a customer.',
  inputSchema: { type: 'object', properties: { customer: { type: 'string' } } },
  annotations: { readOnly: true, openWorld: false },
  handler: () => [1, 2],
});
const paying = tool({ description: 'Pays an invoice.', handler: () => 'paid' });

test('it offers run_code and search_tools, not the tools', async () => {
  const enclave = new Enclave({ tools: { 'crm:list_invoices': listing, 'bank:pay': paying } });
  const client = await clientOf(enclave, { name: 'office', instructions: 'Write scripts.' });
  assert.equal(client.getServerVersion().name, 'office');
  assert.equal(client.getInstructions(), 'Write scripts.');
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name }) => name),
    ['run_code', 'search_tools'],
  );
  assert.equal(tools[0].description, enclave.toolPrompt());
  assert.deepEqual(tools[0].annotations, {
    title: 'Run a script',
    readOnlyHint: false,
    destructiveHint: true,
    openWorldHint: true,
  });
  assert.deepEqual(await run(client, 'return await tools.crm.list_invoices({ customer: "Ana" })'), {
    content: [{ type: 'text', text: '[1,2]' }],
    isError: false,
  });
  const failed = await run(client, 'return invoices');
  assert.equal(failed.isError, true);
  assert.match(failed.content[0].text, /^VALIDATION_ERROR at 1:8: `invoices` is not declared\n/);
});

test('what a script may do is what its tools may', async () => {
  const hintsOf = async (options) => (await (await clientOf(new Enclave(options))).listTools()).tools[0].annotations;
  const title = 'Run a script';
  const safe = { title, readOnlyHint: true, destructiveHint: false, openWorldHint: false };
  assert.deepEqual(await hintsOf({ tools: { listing } }), safe);
  assert.deepEqual(await hintsOf({}), safe);
  const unknown = { title, readOnlyHint: false, destructiveHint: true, openWorldHint: true };
  assert.deepEqual(await hintsOf({ toolHandler: () => 1 }), unknown);
});

test('tools are found by their words', async () => {
  const client = await clientOf(new Enclave({ tools: { 'crm:list_invoices': listing, 'bank:pay': paying, clock: () => 1 } }));
  const search = async (query) => {
    const { content } = await client.callTool({ name: 'search_tools', arguments: { query } });
    return JSON.parse(content[0].text);
  };
  const [first, second, ...more] = await search('list the invoices');
  assert.equal(first.name, 'crm:list_invoices');
  assert.ok(first.declaration.includes('customer?: string') || first.declaration.includes('customer: string'), first.declaration);
  assert.equal(second.name, 'bank:pay');
  assert.deepEqual(more, []);
  assert.deepEqual(await search(''), []);
  assert.deepEqual(await search('x'.repeat(1_000_000)), []);
});

test('with many tools the description names them, and a search says the rest', async () => {
  const tools = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`many:tool_${index}`, listing]));
  const client = await clientOf(new Enclave({ tools }));
  const [{ description }] = (await client.listTools()).tools;
  assert.ok(description.length <= 30_000);
  assert.ok(description.includes('tool_0(args'));
});

test('requests that are wrong are refused', async () => {
  const client = await clientOf(new Enclave());
  const refused = { code: -32602 };
  await assert.rejects(client.callTool({ name: 'x'.repeat(1_000) }), (error) => {
    assert.equal(error.code, -32602);
    assert.ok(error.message.length < 250);
    return true;
  });
  await assert.rejects(client.callTool({ name: 'run_code' }), refused);
  await assert.rejects(client.callTool({ name: 'run_code', arguments: { code: 1 } }), refused);
  await assert.rejects(client.callTool({ name: 'run_code', arguments: { code: '1', more: 2 } }), refused);
});

test('a request that is cancelled ends its script', async () => {
  const results = [];
  const enclave = new Enclave({ tools: { wait: () => new Promise(() => {}) } });
  const client = await clientOf(enclave, { onResult: (result) => results.push(result) });
  const controller = new AbortController();
  const running = run(client, 'await tools.wait()', { signal: controller.signal });
  setTimeout(() => controller.abort(new Error('enough')), 20);
  await assert.rejects(running);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(results[0].error.code, 'CANCELLED');
});

test('what goes wrong at the host does not reach the client', async () => {
  const enclave = new Enclave();
  const broken = await clientOf(enclave, {
    onResult: () => {
      throw new Error('/home/ana/app/audit.js');
    },
  });
  const warned = once(process, 'warning');
  assert.deepEqual(await run(broken, '1'), {
    content: [{ type: 'text', text: 'INTERNAL: the script could not be run' }],
    isError: true,
  });
  const [warning] = await warned;
  assert.match(warning.message, /audit\.js/);
  const client = await clientOf(enclave);
  await enclave.close();
  const closed = await run(client, '1');
  assert.equal(closed.isError, true);
  assert.match(closed.content[0].text, /^INVALID_CONFIG: /);
  await assert.rejects(makeServer(enclave, { maxChars: 1 }), { code: 'INVALID_CONFIG' });
  await assert.rejects(makeServer({}), { code: 'INVALID_CONFIG' });
});

test('a program: what its tools print is no message, and it ends with its input', async () => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(import.meta.dirname, 'serve.mjs')],
    stderr: 'pipe',
  });
  let printed = '';
  transport.stderr.on('data', (data) => (printed += data));
  const client = await clientBy(transport);
  assert.equal((await run(client, 'return await tools.now()')).content[0].text, '"noon"');
  const ended = once(transport.stderr, 'end');
  await client.close();
  await ended;
  assert.equal(printed, 'this is no message of the protocol\nserved\n');
});

test('a program survives what is no message, and ends at one that is too large', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.mjs')], { stdio: ['pipe', 'pipe', 'ignore'] });
  const line = once(child.stdout, 'data');
  child.stdin.write(`{\n[1]\n${'['.repeat(100_000)}\n{"jsonrpc":"2.0","id":1,"method":"ping"}\n`);
  assert.deepEqual(JSON.parse(String((await line)[0])), { jsonrpc: '2.0', id: 1, result: {} });
  child.stdin.on('error', () => {});
  child.stdin.write('x'.repeat(20 * 1024 * 1024));
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});

test('by HTTP', async () => {
  const enclave = new Enclave({ tools: { now: () => 'noon', wait: () => new Promise(() => {}) } });
  const results = [];
  const serving = await serveHttp(enclave, { port: 0, onResult: (result) => results.push(result) });
  const clients = await Promise.all([1, 2].map(() => clientBy(new StreamableHTTPClientTransport(new URL(serving.url)))));
  const answers = await Promise.all(clients.map((client) => run(client, 'return await tools.now()')));
  assert.deepEqual(
    answers.map(({ content }) => content[0].text),
    ['"noon"', '"noon"'],
  );
  // A request of one session cannot be cancelled by another, and its own does.
  const controller = new AbortController();
  const running = run(clients[0], 'await tools.wait()', { signal: controller.signal });
  setTimeout(() => controller.abort(new Error('enough')), 50);
  await assert.rejects(running);
  while (results.length < 3) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.equal(results[2].error.code, 'CANCELLED');

  const ask = (options, body = '{}') =>
    new Promise((resolve, reject) => {
      const sent = httpRequest(serving.url, { method: 'POST', ...options }, (response) => {
        let text = '';
        response.on('data', (data) => (text += data)).on('end', () => resolve([response.statusCode, text]));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const statusOf = async (more, body, options) => (await ask({ headers: { ...headers, ...more }, ...options }, body))[0];
  const hello = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  });
  assert.equal(await statusOf({}, hello), 200);
  assert.equal(await statusOf({ host: 'evil.example' }, hello), 403);
  assert.equal(await statusOf({ host: 'x@localhost' }, hello), 403);
  assert.equal(await statusOf({ origin: 'https://evil.example' }, hello), 403);
  assert.equal(await statusOf({ origin: 'null' }, hello), 403);
  assert.equal(await statusOf({ origin: 'http://localhost:3000' }, hello), 200);
  assert.equal(await statusOf({ 'mcp-session-id': 'forged' }, hello), 404);
  assert.equal(await statusOf({}, '{'), 400);
  assert.equal(await statusOf({}, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'), 400);
  assert.equal(await statusOf({}, `"${'x'.repeat(5 * 1024 * 1024)}"`), 413);
  assert.equal(await statusOf({}, undefined, { method: 'DELETE' }), 400);
  assert.equal((await fetch(new URL('/other', serving.url))).status, 404);
  await serving.close();
  await Promise.all(clients.map((client) => client.close()));
});

test('others are only served by name', async () => {
  const enclave = new Enclave();
  const refusal = { code: 'INVALID_CONFIG', message: '`0.0.0.0` can be reached from other machines: give `allowedHosts`' };
  await assert.rejects(serveHttp(enclave, { host: '0.0.0.0', port: 0 }), refusal);
  const serving = await serveHttp(enclave, { port: 0, allowedHosts: ['MCP.example.com'], path: '/x' });
  assert.match(serving.url, /^http:\/\/127\.0\.0\.1:\d+\/x$/);
  const sent = httpRequest(serving.url, { method: 'POST', headers: { host: 'mcp.example.com:8000' } }).end('{}');
  const [response] = await once(sent, 'response');
  assert.equal(response.statusCode, 406);
  response.resume();
  await assert.rejects(serveHttp(enclave, { port: Number(new URL(serving.url).port) }), { code: 'EADDRINUSE' });
  await serving.close();
});

test('sessions that nobody uses make room', async () => {
  const handle = await httpHandler(new Enclave());
  const hello = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  };
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => void handle(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const begin = async () => {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(hello) });
    await response.text();
    return response.headers.get('mcp-session-id');
  };
  const ping = async (id) => {
    const body = '{"jsonrpc":"2.0","id":2,"method":"ping"}';
    const response = await fetch(url, { method: 'POST', headers: { ...headers, 'mcp-session-id': id }, body });
    await response.text();
    return response.status;
  };
  const first = await begin();
  const second = await begin();
  assert.equal(await ping(first), 200);
  for (let count = 2; count < 1_001; count += 1) {
    await begin();
  }
  assert.equal(await ping(second), 404);
  assert.equal(await ping(first), 200);
  await handle.close();
  assert.equal(await ping(first), 404);
  server.closeAllConnections();
  server.close();
});
