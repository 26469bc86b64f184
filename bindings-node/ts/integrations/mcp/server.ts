/** An `Enclave` as an MCP server: the tools `run_code` and `search_tools`. */

import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';

import type { Server } from '@modelcontextprotocol/sdk/server/index.js' with { 'resolution-mode': 'import' };
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js' with { 'resolution-mode': 'import' };
import type {
  CallToolResult,
  Tool as ServerTool,
  ToolAnnotations,
} from '@modelcontextprotocol/sdk/types.js' with { 'resolution-mode': 'import' };

import { type Enclave, surroundingsOf } from '../../enclave';
import { EnclaveError, errorOf } from '../../errors';
import { NAME, PARAMETERS, RunCode, type RunCodeOptions, cut, jsonOf } from '../run-code';
import { VERSION, serverSdk } from './sdk';

const SEARCH = 'search_tools';
const SEARCH_DESCRIPTION = `Finds tools that scripts of \`${NAME}\` may call, with their JSON Schemas, by words.`;
const SEARCH_PARAMETERS = {
  type: 'object' as const,
  properties: { query: { type: 'string' as const, description: "Words of a tool's name or description." } },
  required: ['query'],
  additionalProperties: false,
};
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];
const PATH = '/mcp';
/** Sessions by HTTP at the same time; those that were used least recently go first. */
const MOST_SESSIONS = 1_000;
/** How long answers may take that are open when an HTTP server ends. */
const LAST_MS = 3_000;

/** What a server says of itself, and of the runs. */
export interface ServerOptions extends RunCodeOptions {
  /** What the server says that it is called; `enclave` unless given. */
  readonly name?: string;
  /** What it tells clients of its use. */
  readonly instructions?: string;
}

/** Who may speak to a server by HTTP. */
export interface HttpOptions extends ServerOptions {
  /** What a request may call the server besides the names of this machine, such as `mcp.example.com`. */
  readonly allowedHosts?: readonly string[];
  /** Origins of pages that may call it besides those of this machine, such as `https://chat.example.com`. */
  readonly allowedOrigins?: readonly string[];
}

/** A listener for `node:http`, also behind a framework that gives on its request and response. */
export interface HttpHandler extends AsyncDisposable {
  /** Answers one request. `body` is what a framework has parsed already, if it has. */
  (request: IncomingMessage, response: ServerResponse, body?: unknown): Promise<void>;
  /** Ends the sessions, and with them the scripts that run. */
  close(): Promise<void>;
}

/** Where a server of its own listens. */
export interface ServeHttpOptions extends HttpOptions {
  /** The address to listen at; `127.0.0.1` unless said. */
  readonly host?: string;
  /** The port; 8000 unless said, and any free one for 0. */
  readonly port?: number;
  /** Where it answers; `/mcp` unless said. */
  readonly path?: string;
}

/** A server that listens. */
export interface HttpServing extends AsyncDisposable {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * An `Enclave` as a `Server` of the MCP SDK, for one connection by a transport of your own.
 *
 * Its tools are not offered one by one: scripts call them. Failed scripts are results with `isError`, whose text a model
 * can repair the script from. A request that is cancelled ends its script.
 *
 * @throws {ConfigError} an option is wrong.
 */
export async function makeServer(enclave: Enclave, options: ServerOptions = {}): Promise<Server> {
  return (await serverMaker(enclave, options))();
}

/**
 * Serves an `Enclave` on this process's standard input and output, until the input ends or the client is gone.
 *
 * What tools print goes to standard error meanwhile.
 */
export async function serveStdio(enclave: Enclave, options: ServerOptions = {}): Promise<void> {
  const { StdioServerTransport } = await serverSdk();
  const server = await makeServer(enclave, options);
  const { stdin, stdout, stderr } = process;
  const write = stdout.write;
  const messages = new Writable({
    write: (chunk: Buffer, _encoding, done) => void write.call(stdout, chunk, undefined, (error) => done(error)),
  });
  const closed = new Promise<void>((resolve) => (server.onclose = resolve));
  const leave = (): void => void server.close();
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  stdin.on('end', leave);
  stdin.on('close', leave);
  stdout.on('error', leave);
  messages.on('error', leave);
  try {
    await server.connect(new StdioServerTransport(stdin, messages) as Transport);
    await closed;
  } finally {
    stdin.off('end', leave);
    stdin.off('close', leave);
    stdout.off('error', leave);
    stdout.write = write;
  }
}

/**
 * An `Enclave` as a listener that speaks streamable HTTP.
 *
 * Whoever reaches it may run scripts with the tools: it asks for no password. Put what does before it. Requests that call
 * the server by another name than `allowedHosts` has are refused, so that no page in a browser can reach it by a name
 * that it makes up.
 *
 * @throws {ConfigError} an option is wrong.
 */
export async function httpHandler(enclave: Enclave, options: HttpOptions = {}): Promise<HttpHandler> {
  const { allowedHosts = [], allowedOrigins = [], ...serverOptions } = options;
  const { StreamableHTTPServerTransport } = await serverSdk();
  const make = await serverMaker(enclave, serverOptions);
  const hosts = new Set([...LOOPBACK, ...allowedHosts.map((name) => name.toLowerCase())]);
  const sessions = new Map<string, { readonly transport: Handling; readonly server: Server; open: number }>();
  type Handling = InstanceType<typeof StreamableHTTPServerTransport>;

  /** Room for one more session. */
  const hasRoom = async (): Promise<boolean> => {
    if (sessions.size < MOST_SESSIONS) {
      return true;
    }
    const idle = [...sessions].find(([, { open }]) => open === 0);
    await idle?.[1].server.close();
    return idle !== undefined;
  };

  const begin = async (request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void> => {
    if (!(await hasRoom())) {
      return refuse(response, 503, 'There are too many sessions');
    }
    const server = make();
    const transport: Handling = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        sessions.set(id, { transport, server, open: 0 });
      },
    });
    transport.onclose = () => void sessions.delete(transport.sessionId ?? '');
    await server.connect(transport as Transport);
    await transport.handleRequest(request, response, body);
    if (transport.sessionId === undefined) {
      await server.close();
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse, body?: unknown): Promise<void> => {
    const reason = whyRefused(request, hosts, allowedOrigins);
    if (reason !== undefined) {
      return refuse(response, 403, reason);
    }
    const id = request.headers['mcp-session-id'];
    if (id === undefined) {
      return await begin(request, response, body);
    }
    const session = sessions.get(String(id));
    if (session === undefined) {
      return refuse(response, 404, 'Session not found');
    }
    // The last one of the map is the one that was used last.
    sessions.delete(String(id));
    sessions.set(String(id), session);
    if (request.method === 'POST') {
      session.open += 1;
      response.once('close', () => (session.open -= 1));
    }
    await session.transport.handleRequest(request, response, body);
  };

  const close = async (): Promise<void> => {
    await Promise.all([...sessions.values()].map(({ server }) => server.close()));
  };
  return Object.assign(handle, { close, [Symbol.asyncDispose]: close });
}

/**
 * Serves an `Enclave` by streamable HTTP, for instance at `http://127.0.0.1:8000/mcp`. See `httpHandler`.
 *
 * @throws {ConfigError} `host` can be reached from other machines, and `allowedHosts` is empty.
 */
export async function serveHttp(
  enclave: Enclave,
  { host = '127.0.0.1', port = 8_000, path = PATH, ...options }: ServeHttpOptions = {},
): Promise<HttpServing> {
  const name = host.includes(':') ? `[${host}]` : host;
  if (!LOOPBACK.includes(name) && (options.allowedHosts ?? []).length === 0) {
    throw errorOf('INVALID_CONFIG', `\`${host}\` can be reached from other machines: give \`allowedHosts\``);
  }
  const handle = await httpHandler(enclave, options);
  const listener = createServer((request, response) => {
    const [asked] = (request.url ?? '').split('?', 1);
    if (asked !== path) {
      return refuse(response, 404, 'Not found');
    }
    handle(request, response).catch((error: unknown) => {
      warn('a request could not be answered', error);
      refuse(response, 500, 'Internal error');
    });
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, resolve);
  });
  const close = async (): Promise<void> => {
    const ended = new Promise((resolve) => listener.close(resolve));
    await handle.close();
    listener.closeIdleConnections();
    const late = setTimeout(() => listener.closeAllConnections(), LAST_MS);
    await ended;
    clearTimeout(late);
  };
  const url = `http://${name}:${(listener.address() as AddressInfo).port}${path}`;
  return { url, close, [Symbol.asyncDispose]: close };
}

/** What makes servers that are alike: each connection needs one of its own. */
async function serverMaker(enclave: Enclave, options: ServerOptions): Promise<() => Server> {
  const { name = 'enclave', instructions, ...rest } = options;
  const sdk = await serverSdk();
  const runner = new RunCode(enclave, rest);
  const tools: ServerTool[] = [
    { name: NAME, description: runner.description, inputSchema: PARAMETERS, annotations: annotationsOf(enclave) },
    {
      name: SEARCH,
      description: SEARCH_DESCRIPTION,
      inputSchema: SEARCH_PARAMETERS,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
  ];
  const refused = (message: string): Error => new sdk.McpError(sdk.ErrorCode.InvalidParams, message);
  // Each server would make one of its own, which takes milliseconds, and asks it nothing.
  const jsonSchemaValidator = new sdk.AjvJsonSchemaValidator();
  const about = { capabilities: { tools: {} }, jsonSchemaValidator, ...(instructions === undefined ? {} : { instructions }) };
  return () => {
    const server = new sdk.Server({ name, version: VERSION }, about);
    server.setRequestHandler(sdk.ListToolsRequestSchema, () => ({ tools }));
    server.setRequestHandler(sdk.CallToolRequestSchema, async ({ params }, { signal }) => {
      switch (params.name) {
        case NAME:
          return await run(runner, textFrom(params, 'code', refused), signal);
        case SEARCH: {
          const found = enclave.searchTools(textFrom(params, 'query', refused)).map(({ name }) => ({
            name,
            declaration: enclave.describeTool(name),
          }));
          return resultOf(cut(jsonOf(found), runner.maxChars), true);
        }
        default:
          throw refused(`there is no tool \`${cut(params.name, 128)}\``);
      }
    });
    return server;
  };
}

async function run(runner: RunCode, code: string, signal: AbortSignal): Promise<CallToolResult> {
  try {
    const { ok, text } = await runner.run(code, signal);
    return resultOf(text, ok);
  } catch (error) {
    if (error instanceof EnclaveError) {
      return resultOf(`${error}`, false);
    }
    // The error's text is for the host: it may tell of this machine.
    warn('a script could not be run', error);
    return resultOf('INTERNAL: the script could not be run', false);
  }
}

function resultOf(text: string, ok: boolean): CallToolResult {
  return { content: [{ type: 'text', text }], isError: !ok };
}

function textFrom(
  { name, arguments: args = {} }: { name: string; arguments?: Record<string, unknown> | undefined },
  key: string,
  refused: (message: string) => Error,
): string {
  const text = args[key];
  if (typeof text !== 'string' || Object.keys(args).length > 1) {
    throw refused(`\`${name}\` takes one argument, the text \`${key}\``);
  }
  return text;
}

/** A script may do whatever one of the tools may; of a handler for every name nothing is known. */
function annotationsOf(enclave: Enclave): ToolAnnotations {
  const { tools, toolHandler } = surroundingsOf(enclave);
  const hints = [...tools].map(([name, tool]) => tool.spec(name)['annotations'] as Record<string, boolean | undefined>);
  if (toolHandler !== undefined) {
    hints.push({});
  }
  const isReadOnly = hints.every((hint) => hint['read_only'] === true);
  return {
    title: 'Run a script',
    readOnlyHint: isReadOnly,
    destructiveHint: !isReadOnly && hints.some((hint) => hint['destructive'] !== false),
    openWorldHint: hints.some((hint) => hint['open_world'] !== false),
  };
}

function whyRefused(
  { headers: { host, origin } }: IncomingMessage,
  hosts: ReadonlySet<string>,
  origins: readonly string[],
): string | undefined {
  if (!hosts.has(hostnameOf(`http://${host}`))) {
    return 'The request calls this server by a name that it does not have';
  }
  if (origin !== undefined && !origins.includes(origin) && !LOOPBACK.includes(hostnameOf(origin))) {
    return 'Pages of that origin may not call this server';
  }
  return undefined;
}

/** The host's name in an address that is nothing but an origin; an empty text when it is none. */
function hostnameOf(address: string): string {
  const found = /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d+)?$/i.exec(address);
  return (found?.[1] ?? '').toLowerCase();
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // Closed, since the body may not have been read.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }));
}

function warn(what: string, error: unknown): void {
  process.emitWarning(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, 'EnclaveWarning');
}
