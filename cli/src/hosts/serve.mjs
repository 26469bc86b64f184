// Serves the tools of a JavaScript module over the standard input and output, as an MCP server. Needs Node alone; tools
// that `tool` of `@enclave/native` made are known by their methods.

import { createInterface } from 'node:readline';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const HINTS = {
  read_only: 'readOnlyHint',
  destructive: 'destructiveHint',
  idempotent: 'idempotentHint',
  open_world: 'openWorldHint',
};
/** Options of a tool that is a plain object, as the contract names them. */
const ANNOTATIONS = { readOnly: 'read_only', destructive: 'destructive', idempotent: 'idempotent', openWorld: 'open_world' };

const path = resolve(process.argv[1]);
const name = basename(path);
const send = process.stdout.write.bind(process.stdout);
// The protocol has the standard output alone: what the module writes goes to stderr.
process.stdout.write = process.stderr.write.bind(process.stderr);

/** An error that is about the module and not in it. */
class Misfit extends Error {}

function toolsOf(module) {
  // Of a CommonJS module, Node may give the exports as the default alone.
  const within = isNamed(module.default?.tools) ? module.default.tools : undefined;
  const declared = module.tools ?? within ?? (isNamed(module.default) ? module.default : undefined);
  if (Array.isArray(declared)) {
    return declared.map((one) => toolOf(one?.name, one));
  }
  if (declared !== undefined) {
    if (!isNamed(declared)) {
      throw new Misfit('`tools` must be an object or a list of tools');
    }
    return Object.entries(declared).map(([key, one]) => toolOf(key, one));
  }
  const exported = Object.entries(module).filter(([, one]) => isTool(one) || typeof one === 'function');
  if (exported.length === 0) {
    throw new Misfit('it has no tools: export `tools`, a default object of them, or functions');
  }
  return exported.map(([key, one]) => toolOf(key === 'default' ? one.name || 'default' : key, one));
}

function isNamed(value) {
  return typeof value === 'object' && value !== null && !isTool(value);
}

/** Whether `tool` of `@enclave/native` made it. */
function isTool(value) {
  return typeof value === 'object' && value !== null && typeof value.spec === 'function' && typeof value.call === 'function';
}

function toolOf(key, given) {
  if (typeof key !== 'string' || key === '') {
    throw new Misfit('a tool of a list needs a name');
  }
  if (isTool(given)) {
    const secrets = {};
    for (const secret of given.secrets ?? []) {
      if (process.env[secret] === undefined) {
        throw new Misfit(`the tool \`${key}\` needs the secret \`${secret}\`: set the variable of that name`);
      }
      secrets[secret] = process.env[secret];
    }
    return { name: key, spec: given.spec(key), secrets, call: (args, context) => given.call(key, args, context) };
  }
  if (typeof given === 'function') {
    return { name: key, spec: { description: given.description ?? '' }, call: given };
  }
  if (typeof given?.handler !== 'function') {
    throw new Misfit(`the tool \`${key}\` is neither a function nor made by \`tool\``);
  }
  for (const schema of [given.inputSchema, given.outputSchema]) {
    if (schema?.['~standard'] !== undefined) {
      throw new Misfit(`the schema of \`${key}\` is of a library: wrap the tool in \`tool\` of \`@enclave/native\``);
    }
  }
  const annotations = Object.fromEntries(
    Object.entries(given.annotations ?? {}).map(([option, value]) => [ANNOTATIONS[option] ?? option, value]),
  );
  const spec = {
    description: given.description ?? '',
    input_schema: given.inputSchema,
    output_schema: given.outputSchema,
    annotations,
    timeout_ms: given.timeoutMs,
  };
  return { name: key, spec, call: given.handler };
}

function described({ name, spec, secrets = {} }) {
  const { description, input_schema, output_schema, annotations, name: _, ...more } = spec;
  const rest = Object.fromEntries(
    Object.entries(more).filter(([, value]) => value !== undefined && value !== null && value !== false),
  );
  const meta = {
    ...(Object.keys(rest).length > 0 ? { 'enclave/spec': rest } : {}),
    ...(Object.keys(secrets).length > 0 ? { 'enclave/secrets': Object.keys(secrets) } : {}),
  };
  const hints = Object.entries(annotations ?? {}).filter(([key]) => key in HINTS);
  return {
    name,
    description: description ?? '',
    inputSchema: input_schema ?? { type: 'object' },
    ...(output_schema ? { outputSchema: output_schema } : {}),
    ...(hints.length > 0 ? { annotations: Object.fromEntries(hints.map(([key, value]) => [HINTS[key], value])) } : {}),
    ...(Object.keys(meta).length > 0 ? { _meta: meta } : {}),
  };
}

const running = new Map();
let tools;

function answer(id, result) {
  send(`${JSON.stringify({ jsonrpc: '2.0', id, result }, plain)}\n`);
}

function fail(id, code, message, data) {
  const error = { code, ...(data === undefined ? {} : { data }) };
  const result = { content: [{ type: 'text', text: message }], isError: true, _meta: { 'enclave/error': error } };
  try {
    answer(id, result);
  } catch {
    // Data that is none.
    delete error.data;
    answer(id, result);
  }
}

/** What JSON does not have, as what is nearest in it. */
function plain(_, value) {
  if (typeof value === 'string') {
    // Half of a surrogate pair is no text to others.
    return value.toWellFormed?.() ?? value;
  }
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (value instanceof Map) {
    return Object.fromEntries(value);
  }
  if (value instanceof Set) {
    return [...value];
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  }
  if (value?.type === 'Buffer' && Array.isArray(value.data)) {
    return Buffer.from(value.data).toString('base64');
  }
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`a tool cannot give a ${typeof value}: it is not data`);
  }
  return value;
}

async function call(id, params) {
  const tool = tools.get(params.name);
  if (tool === undefined) {
    fail(id, 'TOOL_NOT_FOUND', `there is no tool \`${params.name}\``);
    return;
  }
  const aborting = new AbortController();
  running.set(id, aborting);
  const meta = params._meta?.['enclave/call'] ?? {};
  const context = {
    signal: aborting.signal,
    callId: meta.id ?? 0,
    sessionId: meta.session ?? '',
    secrets: tool.secrets ?? {},
    progress() {},
  };
  try {
    const value = await tool.call(params.arguments ?? {}, context);
    const isReference = value?.constructor?.name === 'Reference' && 'value' in value;
    const given = isReference ? value.value : value;
    answer(id, {
      content: [],
      ...(given === undefined ? {} : { structuredContent: given }),
      ...(isReference ? { _meta: { 'enclave/reference': true } } : {}),
    });
  } catch (error) {
    const code = typeof error?.code === 'string' ? error.code : undefined;
    if (code === undefined) {
      console.error(error);
    }
    const message = error instanceof Error ? error.message || error.name : String(error);
    fail(id, code ?? 'TOOL_ERROR', message, error?.data);
  } finally {
    running.delete(id);
  }
}

function take({ id, method, params = {} }) {
  switch (method) {
    case 'initialize':
      answer(id, {
        protocolVersion: params.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'enclave-node', version: '1' },
      });
      return;
    case 'ping':
      answer(id, {});
      return;
    case 'tools/list':
      answer(id, { tools: [...tools.values()].map(described) });
      return;
    case 'tools/call':
      void call(id, params);
      return;
    case 'notifications/cancelled':
      running.get(params.requestId)?.abort(new Error('the call is over'));
      return;
    default:
      if (id !== undefined) {
        send(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32601, message: `no method \`${method}\`` } })}\n`);
      }
  }
}

try {
  const found = toolsOf(await import(pathToFileURL(path).href));
  tools = new Map(found.map((tool) => [tool.name, tool]));
} catch (error) {
  console.error(error instanceof Misfit ? `${name}: ${error.message}` : error);
  process.exit(1);
}
// A promise that nobody awaits is the module's own affair, and ends no other call.
process.on('unhandledRejection', (error) => console.error(error));
createInterface({ input: process.stdin })
  .on('line', (line) => take(JSON.parse(line)))
  .on('close', () => process.exit(0));
