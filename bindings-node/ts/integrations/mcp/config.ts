/** `mcp.json`: which MCP servers there are and how to reach them. */

import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type EnclaveError, errorOf } from '../../errors';

/** A server that is a program: it is started, and spoken to by its standard input and output. */
export interface StdioServer {
  readonly command: string;
  readonly args?: readonly string[];
  /** Variables besides the few that every program gets, such as `PATH` and `HOME`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A server that is reached by streamable HTTP. */
export interface HttpServer {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ServerConfig = StdioServer | HttpServer;

const MAX_FILE_BYTES = 1_000_000;
const MAX_SERVERS = 100;
const HTTP_TYPES: readonly unknown[] = [undefined, 'http', 'streamable-http', 'streamableHttp'];
const VARIABLE = /\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;
/** Shorter values, such as `1` or `true`, are no secrets, and their text is everywhere. */
const SHORTEST_SECRET = 6;

/**
 * The servers of an `mcp.json`, as Claude Desktop (`mcpServers`) and VS Code (`servers`) write it, by name.
 *
 * `${NAME}`, `${env:NAME}` and `${NAME:-default}` in values are replaced by variables of the environment. Entries with
 * `"disabled": true` are left out; keys that other programs add are ignored.
 *
 * @throws {ConfigError} the file cannot be read or an entry is wrong; the message names it and shows no value.
 */
export function loadConfig(path: string | URL): Record<string, ServerConfig> {
  const file = path instanceof URL ? fileURLToPath(path) : path;
  const name = basename(file);
  let text: string;
  try {
    if (statSync(file).size > MAX_FILE_BYTES) {
      throw errorOf('INVALID_CONFIG', `\`${name}\` has more than ${MAX_FILE_BYTES} bytes`);
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { syscall, code } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? error : errorOf('INVALID_CONFIG', `\`${name}\` cannot be read: ${code}`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // Not the parser's own text: it may show what the file holds.
    throw errorOf('INVALID_CONFIG', `\`${name}\` is no JSON`);
  }
  const entries = isRecord(content) ? (content['mcpServers'] ?? content['servers']) : undefined;
  if (!isRecord(entries)) {
    throw errorOf('INVALID_CONFIG', `\`${name}\` must be \`{"mcpServers": {name: {…}}}\``);
  }
  return checkedServers(entries, substituted);
}

/**
 * The same of an object in a program, in which `${NAME}` is not replaced.
 *
 * @throws {ConfigError} an entry is wrong.
 */
export function checkedServers(
  entries: Readonly<Record<string, unknown>>,
  replaced: (text: string, wrong: Wrong) => string = (text) => text,
): Record<string, ServerConfig> {
  if (Object.keys(entries).length > MAX_SERVERS) {
    throw errorOf('INVALID_CONFIG', `there are more than ${MAX_SERVERS} MCP servers`);
  }
  const servers = Object.entries(entries).flatMap(([name, entry]): [string, ServerConfig][] => {
    const wrong: Wrong = (what) => errorOf('INVALID_CONFIG', `MCP server \`${name}\`: ${what}`);
    const config = configOf(entry, wrong, (key, value) => {
      if (typeof value !== 'string' || value.includes('\0')) {
        throw wrong(`\`${key}\` must be a text`);
      }
      return replaced(value, (what) => wrong(`\`${key}\` ${what}`));
    });
    return config === undefined ? [] : [[name, config]];
  });
  return Object.fromEntries(servers);
}

/** Texts of a server's configuration that no error may show; the longest first, since one may be part of another. */
export function secretsOf(config: ServerConfig): string[] {
  const found: string[] = [];
  if ('command' in config) {
    found.push(...Object.values(config.env ?? {}));
  } else {
    const { username, password, searchParams } = new URL(config.url);
    found.push(decoded(username), decoded(password), ...searchParams.values());
    for (const value of Object.values(config.headers ?? {})) {
      // `Bearer abc`: the server may repeat the second word alone.
      found.push(value, ...value.split(/\s+/));
    }
  }
  const long = found.filter((text) => text.length >= SHORTEST_SECRET);
  return [...new Set(long)].sort((left, right) => right.length - left.length);
}

type Wrong = (what: string) => EnclaveError;
type Text = (key: string, value: unknown) => string;

/** One entry; nothing when it is switched off. */
function configOf(entry: unknown, wrong: Wrong, text: Text): ServerConfig | undefined {
  if (!isRecord(entry)) {
    throw wrong('must be an object');
  }
  const { disabled, type, command, args = [], env, cwd, url, headers } = entry;
  if (disabled === true) {
    return undefined;
  }
  if (command !== undefined && (type === undefined || type === 'stdio')) {
    if (!Array.isArray(args)) {
      throw wrong('`args` must be a list of texts');
    }
    return {
      command: text('command', command),
      args: args.map((one) => text('args', one)),
      env: texts('env', env, wrong, text),
      ...(cwd === undefined ? {} : { cwd: text('cwd', cwd) }),
    };
  }
  if (url !== undefined && HTTP_TYPES.includes(type)) {
    const address = text('url', url instanceof URL ? url.href : url);
    if (!URL.canParse(address) || !['http:', 'https:'].includes(new URL(address).protocol)) {
      throw wrong('`url` must begin with `http://` or `https://` and a host');
    }
    return { url: address, headers: texts('headers', headers, wrong, text) };
  }
  if (type === 'sse') {
    throw wrong('`sse` is the transport before streamable HTTP: use the server’s `http` address');
  }
  throw wrong('needs `command` (a program) or `url` (streamable HTTP)');
}

function texts(key: string, values: unknown, wrong: Wrong, text: Text): Record<string, string> {
  if (values === undefined || values === null) {
    return {};
  }
  if (!isRecord(values)) {
    throw wrong(`\`${key}\` must be an object of texts`);
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(`${key}.${name}`, value)]));
}

function substituted(text: string, wrong: Wrong): string {
  return text.replace(VARIABLE, (_, name: string, otherwise: string | undefined) => {
    const value = process.env[name] ?? otherwise;
    if (value === undefined) {
      throw wrong(`needs the variable \`${name}\`, which is not set`);
    }
    return value;
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A single `%` is no escape, and stands for itself.
    return text;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
