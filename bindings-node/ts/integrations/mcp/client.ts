/** The tools of MCP servers as an `Enclave`'s. What a server sends is hostile: bounded, checked and never trusted. */

import { setMaxListeners } from 'node:events';

import type { Client } from '@modelcontextprotocol/sdk/client/index.js' with { 'resolution-mode': 'import' };
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js' with { 'resolution-mode': 'import' };
import type {
  CallToolResult,
  ContentBlock,
  Tool as ServerTool,
  ToolAnnotations,
} from '@modelcontextprotocol/sdk/types.js' with { 'resolution-mode': 'import' };

import type { Annotations } from '../../contract';
import { Enclave } from '../../enclave';
import { ConfigError, ToolError, errorOf } from '../../errors';
import type { JsonSchema } from '../../schema';
import { type Tool, type ToolContext, tool as enclaveTool } from '../../tool';
import { namespaces, toolNames } from '../names';
import { cut } from '../run-code';
import { MAX_MESSAGE_BYTES, boundedFetch } from './bounded-fetch';
import { type ServerConfig, checkedServers, loadConfig, secretsOf } from './config';
import { VERSION, clientSdk } from './sdk';

const CALL_MS = 60_000;
const CONNECT_MS = 30_000;
const LONGEST_MS = 2 ** 31 - 1;
/** How long a server may take to be told that its session is over. */
const GOODBYE_MS = 2_000;
const MOST_TOOLS = 1_000;
const MOST_PAGES = 100;
const LONGEST_NAME = 128;
const LONGEST_TEXT = 4_000;
const DEEPEST_SCHEMA = 64;
/** Keys and items of one tool's schemas. */
const LARGEST_SCHEMA = 10_000;
/** What the SDK puts before a server's message, and servers that are made with it did too. */
const PREFIX = /^(?:MCP error -?\d+: )+/;
const ANY_ARGUMENTS: JsonSchema = { type: 'object' };

/** How servers are connected. */
export interface ConnectOptions {
  /** Whether a server that cannot be reached is an error (unless said), or else one of the `problems`. */
  readonly required?: boolean;
  /** How long one call may take, in milliseconds; 60 000 unless said. */
  readonly timeoutMs?: number;
  /** How long a server may take to start and list its tools, in milliseconds; 30 000 unless said. */
  readonly connectTimeoutMs?: number;
}

/** MCP servers that are connected. */
export interface Servers extends AsyncDisposable {
  /** Their tools, for an `Enclave`: `list-issues` of the server `github` is `tools.github.list_issues`. */
  readonly tools: Readonly<Record<string, Tool>>;
  /** What was left out and why: servers that are not required, tools and schemas that cannot be used. */
  readonly problems: readonly string[];
  /** Ends the connections that `connect` made, and their programs. */
  close(): Promise<void>;
}

/** A server cannot be reached, or does not answer as one. */
export class McpConnectionError extends Error {
  override readonly name = 'McpConnectionError';

  constructor(
    readonly server: string,
    why: string,
    cause: unknown,
  ) {
    super(`MCP server \`${server}\`: ${why}`, { cause });
  }
}

/**
 * Connects to MCP servers, all at once.
 *
 * They are given by the path of an `mcp.json`, or by name: what is in one, or a `Client` that is connected already, which
 * stays its owner's to close.
 *
 * @throws {ConfigError} the file or an entry is wrong.
 * @throws {McpConnectionError} a server that is required cannot be reached.
 *
 * @example
 * const servers = await connect({ files: { command: 'mcp-files', args: ['.'] } });
 * const enclave = new Enclave({ tools: servers.tools });
 * await enclave.run('return await tools.files.read({ path: "README.md" })');
 * await servers.close();
 */
export async function connect(
  servers: string | URL | Readonly<Record<string, ServerConfig | Client>>,
  { required = true, timeoutMs = CALL_MS, connectTimeoutMs = CONNECT_MS }: ConnectOptions = {},
): Promise<Servers> {
  for (const [name, value] of Object.entries({ timeoutMs, connectTimeoutMs })) {
    if (!(Number.isInteger(value) && value >= 1 && value <= LONGEST_MS)) {
      throw errorOf('INVALID_CONFIG', `\`${name}\` must be a whole number of milliseconds, at least 1`);
    }
  }
  const sources = sourcesFrom(servers);
  const sdk = await clientSdk();
  const spaces = namespaces(sources.map(([name]) => name));
  const connections = sources.map(
    ([name, source], index) => new Connection(sdk, name, spaces[index] as string, source, timeoutMs),
  );
  const close = async (): Promise<void> => {
    await Promise.all(connections.map((connection) => connection.close()));
  };
  const ends = await Promise.allSettled(connections.map((connection) => connection.open(connectTimeoutMs)));
  const found: [string, Tool][] = [];
  const problems: string[] = [];
  for (const [index, end] of ends.entries()) {
    if (end.status === 'fulfilled') {
      found.push(...end.value);
    } else if (required || !(end.reason instanceof McpConnectionError)) {
      await close();
      throw end.reason;
    } else {
      problems.push(end.reason.message);
    }
    problems.push(...(connections[index]?.problems ?? []));
  }
  return { tools: Object.fromEntries(found), problems, close, [Symbol.asyncDispose]: close };
}

function sourcesFrom(servers: unknown): [string, ServerConfig | Client][] {
  if (typeof servers === 'string' || servers instanceof URL) {
    return Object.entries(loadConfig(servers));
  }
  if (typeof servers !== 'object' || servers === null) {
    throw errorOf('INVALID_CONFIG', '`connect` takes the path of an `mcp.json`, or servers by name');
  }
  return Object.entries(servers).flatMap(([name, source]: [string, unknown]): [string, ServerConfig | Client][] =>
    isClient(source) ? [[name, source]] : Object.entries(checkedServers({ [name]: source })),
  );
}

/** By what it can do: there may be several copies of the SDK. */
function isClient(source: unknown): source is Client {
  return typeof (source as Client | null)?.request === 'function';
}

/** One server. */
class Connection {
  readonly problems: string[] = [];
  readonly #sdk: Awaited<ReturnType<typeof clientSdk>>;
  readonly #name: string;
  readonly #namespace: string;
  readonly #source: ServerConfig | Client;
  readonly #secrets: readonly string[];
  readonly #timeoutMs: number;
  #client: Client;
  /** What says goodbye before the connection ends. */
  #leave: (() => Promise<unknown>) | undefined;

  constructor(
    sdk: Awaited<ReturnType<typeof clientSdk>>,
    name: string,
    namespace: string,
    source: ServerConfig | Client,
    timeoutMs: number,
  ) {
    this.#sdk = sdk;
    this.#name = name;
    this.#namespace = namespace;
    this.#source = source;
    this.#timeoutMs = timeoutMs;
    this.#secrets = isClient(source) ? [] : secretsOf(source);
    this.#client = isClient(source) ? source : new sdk.Client({ name: 'enclave', version: VERSION });
  }

  /** Connects and lists the tools. */
  async open(milliseconds: number): Promise<[string, Tool][]> {
    const late = AbortSignal.timeout(milliseconds);
    // The SDK listens once for each request, and there is one for each page.
    setMaxListeners(MOST_PAGES + 2, late);
    try {
      if (!isClient(this.#source)) {
        await this.#client.connect(this.#transport(this.#source), { signal: late, timeout: milliseconds });
      }
      return await this.#tools(late, milliseconds);
    } catch (error) {
      await this.close();
      const why = late.aborted ? `took longer than ${milliseconds} ms to start` : this.#clean(whyOf(error));
      throw new McpConnectionError(this.#name, why, error);
    }
  }

  async close(): Promise<void> {
    if (isClient(this.#source)) {
      return;
    }
    const leave = this.#leave;
    this.#leave = undefined;
    if (leave !== undefined) {
      const patience = new Promise((resolve) => setTimeout(resolve, GOODBYE_MS).unref());
      // Whether a server takes leave is its own affair.
      await Promise.race([leave().catch(() => undefined), patience]);
    }
    await this.#client.close();
  }

  #transport(config: ServerConfig): Transport {
    if ('command' in config) {
      const { command, args = [], env = {}, cwd } = config;
      const options = { command, args: [...args], env: { ...env }, maxBufferSize: MAX_MESSAGE_BYTES };
      return new this.#sdk.StdioClientTransport(cwd === undefined ? options : { ...options, cwd }) as Transport;
    }
    const transport = new this.#sdk.StreamableHTTPClientTransport(new URL(config.url), {
      requestInit: { headers: { ...config.headers } },
      fetch: boundedFetch(() => void this.#client.close()),
    });
    this.#leave = () => transport.terminateSession();
    return transport as Transport;
  }

  async #tools(late: AbortSignal, timeout: number): Promise<[string, Tool][]> {
    const listed: unknown[] = [];
    let cursor: unknown;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const params = typeof cursor === 'string' ? { cursor } : {};
      // Not `listTools`, which compiles each schema to code, and refuses all tools when one is wrong.
      const request = { method: 'tools/list' as const, params };
      const result = await this.#client.request(request, this.#sdk.ResultSchema, { signal: late, timeout });
      const { tools, nextCursor } = result as { tools?: unknown; nextCursor?: unknown };
      if (!Array.isArray(tools)) {
        throw new TypeError('its answer is no list of tools');
      }
      listed.push(...tools.slice(0, MOST_TOOLS + 1));
      cursor = nextCursor;
      if (typeof cursor !== 'string' || listed.length > MOST_TOOLS) {
        break;
      }
    }
    if (typeof cursor === 'string' || listed.length > MOST_TOOLS) {
      this.#leftOut(`only the first ${Math.min(listed.length, MOST_TOOLS)} tools are taken`);
    }
    const known = listed.slice(0, MOST_TOOLS).flatMap((one) => this.#known(one));
    const names = toolNames(
      known.map(({ name }) => name),
      this.#namespace,
    );
    return known.flatMap((tool, index): [string, Tool][] => {
      const name = names[index] as string;
      const made = this.#usable(tool, name);
      return made === undefined ? [] : [[name, made]];
    });
  }

  /** What was listed, where it is a tool that can be called. */
  #known(listed: unknown): ServerTool[] {
    const { success, data } = this.#sdk.ToolSchema.safeParse(listed);
    if (!success) {
      const { name } = (listed ?? {}) as { name?: unknown };
      this.#leftOut(`\`${calledOf(name)}\` is not described as a tool`);
      return [];
    }
    if (data.execution?.taskSupport === 'required') {
      this.#leftOut(`\`${calledOf(data.name)}\` can only be called as a task`);
      return [];
    }
    return [data];
  }

  /** The server's tool, with its schemas as far as they can be used; nothing when it cannot be one. */
  #usable(tool: ServerTool, name: string): Tool | undefined {
    const called = calledOf(tool.name);
    let schemas: Schemas = { inputSchema: tool.inputSchema, outputSchema: tool.outputSchema };
    if (!isBounded(schemas)) {
      this.#leftOut(`the schemas of \`${called}\` are too large and not used`);
      schemas = { inputSchema: ANY_ARGUMENTS, outputSchema: undefined };
    }
    for (const used of [schemas, { inputSchema: ANY_ARGUMENTS, outputSchema: undefined }]) {
      const made = this.#tool(tool, used);
      try {
        // The core says what it takes. One tool must not make the `Enclave` of all impossible.
        new Enclave({ tools: { [name]: made }, isolation: 'in_process' });
        return made;
      } catch (error) {
        if (!(error instanceof ConfigError)) {
          throw error;
        }
        this.#leftOut(`\`${called}\`: ${this.#clean(error.message)}`);
      }
    }
    return undefined;
  }

  #tool({ name, description, title, annotations }: ServerTool, { inputSchema, outputSchema }: Schemas): Tool {
    return enclaveTool({
      description: printable(description ?? title ?? ''),
      inputSchema,
      ...(outputSchema === undefined ? {} : { outputSchema }),
      annotations: annotationsFrom(annotations),
      timeoutMs: this.#timeoutMs,
      handler: (args, context) => this.#call(name, args, context, outputSchema !== undefined),
    });
  }

  async #call(name: string, args: unknown, { signal }: ToolContext, wantsStructure: boolean): Promise<unknown> {
    const request = {
      method: 'tools/call' as const,
      params: { name, arguments: plain(args) as Record<string, unknown> },
    };
    let result: CallToolResult;
    try {
      // Not `callTool`, which matches regular expressions of the server's schema against the server's text, and these
      // may take for ever. The core checks the result.
      // The `Enclave` keeps the time, and tells by the signal.
      const options = { signal, timeout: LONGEST_MS };
      result = await this.#client.request(request, this.#sdk.CallToolResultSchema, options);
    } catch (error) {
      throw this.#failure(error);
    }
    return this.#value(result, wantsStructure);
  }

  /** What the script gets: the structured content, or the text, or the list of what the result is made of. */
  #value({ content, structuredContent, isError }: CallToolResult, wantsStructure: boolean): unknown {
    const texts = content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
    if (isError === true) {
      throw new ToolError(this.#clean(texts.join('\n')) || 'the tool failed and does not say why');
    }
    if (structuredContent !== undefined) {
      return structuredContent;
    }
    if (wantsStructure) {
      throw new ToolError('the tool has an output schema and gave no structured content');
    }
    return texts.length === content.length ? texts.join('\n') : content.map(part);
  }

  #failure(error: unknown): Error {
    const { code, message = '' } = error as { code?: unknown; message?: string };
    if (this.#client.transport === undefined) {
      return new ToolError(`MCP server \`${this.#name}\`: the connection is closed`, { cause: error });
    }
    if (typeof code !== 'number') {
      return new ToolError(`MCP server \`${this.#name}\`: ${whyOf(error)}`, { cause: error });
    }
    const text = this.#clean(message.replace(PREFIX, '')) || 'the server refused the call';
    switch (code) {
      case this.#sdk.ErrorCode.InvalidParams:
        return errorOf('TOOL_ARGUMENTS_INVALID', text);
      case this.#sdk.ErrorCode.RequestTimeout:
        return errorOf('TOOL_TIMEOUT', text);
      default:
        return new ToolError(text, { data: { mcpCode: code }, cause: error });
    }
  }

  #leftOut(what: string): void {
    this.problems.push(`MCP server \`${this.#name}\`: ${what}`);
  }

  /** The text of a server for an error: bounded, and without what was given to the server in confidence. */
  #clean(text: string): string {
    // Bounded first, with room for a secret that would be cut in two.
    let cleaned = text.slice(0, 4 * LONGEST_TEXT);
    for (const secret of this.#secrets) {
      cleaned = cleaned.replaceAll(secret, '[redacted]');
    }
    return printable(cleaned);
  }
}

interface Schemas {
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema | undefined;
}

/** A part of a result that is more than text; data is bytes. */
function part(block: ContentBlock): Record<string, unknown> {
  switch (block.type) {
    case 'text':
      return { type: block.type, text: block.text };
    case 'image':
    case 'audio':
      return { type: block.type, mimeType: block.mimeType, data: Buffer.from(block.data, 'base64') };
    case 'resource_link':
      return { type: block.type, uri: block.uri, name: block.name, mimeType: block.mimeType };
    case 'resource': {
      const { uri, mimeType } = block.resource;
      const held =
        'blob' in block.resource
          ? { data: Buffer.from(block.resource.blob, 'base64') }
          : { text: block.resource.text };
      return { type: block.type, uri, mimeType, ...held };
    }
  }
}

/** Arguments as JSON has them: bytes as base64, dates as ISO 8601. Recursion is safe: the core bounds the depth. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    if (!Number.isSafeInteger(Number(value))) {
      throw errorOf('TOOL_ARGUMENTS_INVALID', `the integer ${value} is too large for JSON`);
    }
    return Number(value);
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
  }
  return value;
}

/** The server's hints. They describe, and are no reason to trust the tool. */
function annotationsFrom(hints: ToolAnnotations | undefined): Annotations {
  const named = {
    readOnly: hints?.readOnlyHint,
    destructive: hints?.destructiveHint,
    idempotent: hints?.idempotentHint,
    openWorld: hints?.openWorldHint,
  };
  return Object.fromEntries(Object.entries(named).filter(([, hint]) => hint !== undefined));
}

/** Whether schemas are neither too deep for a walk that recurses nor too large to be shown. */
function isBounded(schemas: Schemas): boolean {
  let left = LARGEST_SCHEMA;
  let level: unknown[] = [schemas];
  for (let depth = 0; depth <= DEEPEST_SCHEMA; depth += 1) {
    left -= level.length;
    if (left < 0) {
      return false;
    }
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) {
      return true;
    }
  }
  return false;
}

/** A tool's name in what is told of it. */
function calledOf(name: unknown): string {
  return cut(printable(typeof name === 'string' ? name.slice(0, 4 * LONGEST_NAME) : ''), LONGEST_NAME);
}

/** Without control and invisible characters, which a reader of the text would not see and a model would. */
function printable(text: string): string {
  const shown = text.slice(0, 4 * LONGEST_TEXT).replace(/(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/gu, '');
  return cut(shown, LONGEST_TEXT);
}

/** The reason of a failure in words that hold no address, header or argument. */
function whyOf(error: unknown): string {
  const { code, message, cause, name } = (error ?? {}) as {
    code?: unknown;
    message?: unknown;
    cause?: { code?: unknown };
    name?: unknown;
  };
  if (typeof code === 'number' || error instanceof TypeError) {
    // The SDK's, and ours; a `fetch` that failed says why in its cause.
    return typeof cause?.code === 'string' ? cause.code : String(message).replace(PREFIX, '');
  }
  if (typeof code === 'string') {
    return code;
  }
  // What a validation found is as long as the server wishes.
  return /ZodError$/.test(String(name)) ? 'its answer is not of the protocol' : String(name);
}
