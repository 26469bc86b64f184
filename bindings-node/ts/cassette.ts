/** Cassettes: files that hold the calls of scripts with their answers. `python/enclave/cassette.py` reads the same. */

import { AssertionError } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const VERSION = 1;
/** The largest file that is read or written. */
const MAX_BYTES = 64 * 2 ** 20;
/** The deepest nesting that is read: more than `maxValueDepth` ever allows, tags included. */
const MAX_DEPTH = 256;
const REDACTED = '[redacted]';

const EXACT = 2n ** 53n;
const MAX_DATE = 8.64e15;
/** The years that Python has, in milliseconds. */
const PYTHON_FIRST = Date.parse('0001-01-01T00:00:00Z');
const PYTHON_LAST = Date.parse('9999-12-31T23:59:59.999Z');
/** As many as the engine's largest integer has. */
const DIGITS = /^-?(?:0|[1-9][0-9]{0,39999})$/;
const LONGEST_KEY_SHOWN = 60;
const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]{0,59}$/;
/** A tag with its value, in JSON. No text holds one: quotes are escaped there. */
const TAG = /\{\s*("\$(?:undefined|number|bigint|date|bytes)": )("[-\w]*"|[-\w]+|\[[0-9,\s]*\])\s*\}/g;
const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
]);
const ENTRY: readonly string[] = ['tool', 'args', 'result', 'by_reference', 'error', 'unanswered', 'order'];
const ENDS: readonly string[] = ['result', 'error', 'unanswered'];

/** A cassette cannot be read or written; the message names the file and the place. */
export class CassetteError extends Error {
  override readonly name = 'CassetteError';
}

/** A script made a call that its cassette has no answer to. */
export class CassetteMiss extends AssertionError {
  override name = 'CassetteMiss';
  /** The tool that was called. */
  readonly tool: string;
  readonly args: unknown;

  constructor(message: string, tool: string, args: unknown) {
    super({ message });
    this.tool = tool;
    this.args = args;
  }
}

/** One recorded call with its answer. */
export interface CassetteCall {
  readonly tool: string;
  readonly args: unknown;
  /** What the tool gave; `undefined` when it failed or did not answer. */
  readonly result: unknown;
  /** Whether the result stayed with the host, and the script got a handle of it. */
  readonly byReference: boolean;
  readonly error: { readonly code: string; readonly message: string; readonly data?: unknown } | undefined;
  /** `false` when the run ended before the tool answered. */
  readonly answered: boolean;
  /** Its place among the answers, from 0; calls that wait at the same time are answered in this order. */
  readonly order: number;
}

/** What a file holds. */
export interface Content {
  readonly calls: readonly CassetteCall[];
  readonly redacted: ReadonlySet<string>;
}

/** The content of a file; `record` says how one is made. Throws `CassetteError`. */
export function read(path: string, record: string): Content {
  try {
    return contentFrom(parsed(textOf(path)));
  } catch (error) {
    if (error instanceof Misplaced) {
      throw new CassetteError(`${path}:${error.message}`);
    }
    if (error instanceof Wrong) {
      throw new CassetteError(`${path}: ${error.message}`);
    }
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) {
      throw error;
    }
    const why = code === 'ENOENT' ? `there is no such cassette; record it: ${record}` : message;
    throw new CassetteError(`${path}: ${why}`, { cause: error });
  }
}

/** Writes a file as a whole, or leaves what was there. Throws `CassetteError`. */
export function write(path: string, calls: readonly CassetteCall[], redacted: ReadonlySet<string>): void {
  const content = {
    version: VERSION,
    ...(redacted.size === 0 ? {} : { redacted: [...redacted].sort() }),
    calls: calls.map((call, index) => entryOf(call, index, redacted)),
  };
  const json = JSON.stringify(content, null, 2);
  const text = json.replace(TAG, (_, name: string, value: string) => `{${name}${value.replace(/\s+/g, '')}}`);
  const data = Buffer.from(`${text}\n`);
  if (data.length > MAX_BYTES) {
    throw new CassetteError(`${path}: a cassette has at most ${MAX_BYTES} bytes; this one would have ${data.length}`);
  }
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeFileSync(temporary, data);
      renameSync(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (error) {
    throw new CassetteError(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** A value as JSON; what JSON lacks is tagged, as `tests-shared/README.md` says. */
export function tagged(value: unknown, redacted: ReadonlySet<string> = new Set()): unknown {
  switch (typeof value) {
    case 'undefined':
      return { $undefined: true };
    case 'bigint':
      return { $bigint: `${value}` };
    case 'number':
      if (Object.is(value, -0)) {
        return { $number: '-0' };
      }
      return Number.isFinite(value) ? value : { $number: `${value}` };
    case 'object':
      break;
    default:
      return value;
  }
  if (value === null) {
    return null;
  }
  if (value instanceof Date) {
    return { $date: Number.isNaN(value.getTime()) ? null : value.getTime() };
  }
  if (value instanceof Uint8Array) {
    return { $bytes: [...value] };
  }
  if (Array.isArray(value)) {
    return value.map((item) => tagged(item, redacted));
  }
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  const object = Object.fromEntries(
    members.map(([key, item]) => [key, redacted.has(key) ? REDACTED : tagged(item, redacted)]),
  );
  return isTag(object) ? { $plain: object } : object;
}

/** A value as JSON, as far as both languages have it, without the members whose names are redacted. */
export function comparable(value: unknown, redacted: ReadonlySet<string>): unknown {
  return tagged(common(value, redacted));
}

/** JSON in which equal values are equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
}

/** JSON in one line, for messages. */
export function shown(value: unknown, most = 500): string {
  const text = JSON.stringify(value);
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

/** A place where two values differ, with JSON of each side. */
export type Difference = readonly [place: string, recorded: string | undefined, called: string | undefined];

/** Where two values in the form of `comparable` differ. */
export function* differences(recorded: unknown, called: unknown, path = 'args'): Generator<Difference> {
  if (isObject(recorded) && isObject(called)) {
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(called)])) {
      const place = IDENTIFIER.test(key) ? `${path}.${key}` : `${path}[${shown(key, LONGEST_KEY_SHOWN)}]`;
      yield* oneDifference(Object.hasOwn(recorded, key), recorded[key], Object.hasOwn(called, key), called[key], place);
    }
  } else if (Array.isArray(recorded) && Array.isArray(called)) {
    for (let index = 0; index < Math.max(recorded.length, called.length); index += 1) {
      const place = `${path}[${index}]`;
      yield* oneDifference(index < recorded.length, recorded[index], index < called.length, called[index], place);
    }
  } else if (recorded !== called) {
    yield [path, shown(recorded, 200), shown(called, 200)];
  }
}

function* oneDifference(
  isRecorded: boolean,
  recorded: unknown,
  isCalled: boolean,
  called: unknown,
  place: string,
): Generator<Difference> {
  if (isRecorded && isCalled) {
    yield* differences(recorded, called, place);
  } else {
    yield [place, isRecorded ? shown(recorded, 200) : undefined, isCalled ? shown(called, 200) : undefined];
  }
}

/** Python has neither `undefined` nor small big integers nor dates that are invalid or far away. */
function common(value: unknown, redacted: ReadonlySet<string>): unknown {
  if (value === undefined) {
    return null;
  }
  if (typeof value === 'bigint') {
    return value <= EXACT && value >= -EXACT ? Number(value) : value;
  }
  if (value instanceof Date) {
    const time = value.getTime();
    if (Number.isNaN(time)) {
      return null;
    }
    return time >= PYTHON_FIRST && time <= PYTHON_LAST ? value : time;
  }
  if (Array.isArray(value)) {
    return value.map((item) => common(item, redacted));
  }
  if (!isObject(value) || value instanceof Uint8Array) {
    return value;
  }
  const members = Object.entries(value).filter(([key, item]) => item !== undefined && !redacted.has(key));
  return Object.fromEntries(members.map(([key, item]) => [key, common(item, redacted)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTag(members: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(members);
  return keys.length === 1 && (keys[0] as string).startsWith('$');
}

function entryOf(call: CassetteCall, index: number, redacted: ReadonlySet<string>): Record<string, unknown> {
  const { tool, args, result, byReference, error, answered, order } = call;
  const entry: Record<string, unknown> = { tool, args: tagged(args, redacted) };
  if (!answered) {
    entry['unanswered'] = true;
  } else if (error === undefined) {
    entry['result'] = tagged(result, redacted);
    if (byReference) {
      entry['by_reference'] = true;
    }
  } else {
    const { code, message, data } = error;
    entry['error'] = { code, message, ...(data === undefined ? {} : { data: tagged(data, redacted) }) };
  }
  if (order !== index) {
    entry['order'] = order;
  }
  return entry;
}

/** What is wrong in a file, and where. */
class Wrong extends Error {}

/** The same with line and column. */
class Misplaced extends Error {}

function textOf(path: string): string {
  const status = statSync(path);
  if (!status.isFile()) {
    throw new Wrong('is no file');
  }
  if (status.size > MAX_BYTES) {
    throw new Wrong(`a cassette has at most ${MAX_BYTES} bytes`);
  }
  const data = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw new Wrong('is not UTF-8');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const before = text.slice(0, wrongAt(text)).split('\n');
    const column = (before.at(-1) as string).length + 1;
    throw new Misplaced(`${before.length}:${column}: not JSON: ${(error as Error).message}`);
  }
}

/** A mark, a text, or else a number or a word. */
const TOKEN = new RegExp(
  [
    /([[\]{},:])/,
    /("(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")/,
    /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/,
    /true|false|null/,
  ]
    .map((part) => part.source)
    .join('|'),
  'y',
);
const SPACE = /[\t\n\r ]*/y;

/** Where a text stops being JSON. Node's own message says it or not, by version and length of the text. */
function wrongAt(text: string): number {
  const open: string[] = [];
  let expected: 'value' | 'first item' | 'key' | 'first key' | 'colon' | 'next' = 'value';
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
    TOKEN.lastIndex = at;
    const [token, mark, quoted] = TOKEN.exec(text) ?? [];
    const inside = open.at(-1);
    if (token === undefined) {
      return at;
    } else if (expected === 'colon' && mark === ':') {
      expected = 'value';
    } else if (expected === 'next' && mark === ',' && inside !== undefined) {
      expected = inside === '{' ? 'key' : 'value';
    } else if (mark === '}' && inside === '{' && (expected === 'next' || expected === 'first key')) {
      open.pop();
      expected = 'next';
    } else if (mark === ']' && inside === '[' && (expected === 'next' || expected === 'first item')) {
      open.pop();
      expected = 'next';
    } else if ((expected === 'key' || expected === 'first key') && quoted !== undefined) {
      expected = 'colon';
    } else if ((expected === 'value' || expected === 'first item') && mark === undefined) {
      expected = 'next';
    } else if ((expected === 'value' || expected === 'first item') && (mark === '{' || mark === '[')) {
      open.push(mark);
      expected = mark === '{' ? 'first key' : 'first item';
    } else {
      return at;
    }
    at += token.length;
  }
}

function contentFrom(value: unknown): Content {
  const { version, redacted = [], calls } = membersOf(value, 'the file', ['version', 'redacted', 'calls']);
  if (version !== VERSION) {
    throw new Wrong(`version: must be ${VERSION}, the only version that is known`);
  }
  if (!Array.isArray(redacted) || !redacted.every((name) => typeof name === 'string')) {
    throw new Wrong('redacted: must be a list of names');
  }
  if (!Array.isArray(calls)) {
    throw new Wrong('calls: must be a list');
  }
  return { calls: calls.map(callFrom), redacted: new Set(redacted) };
}

function callFrom(value: unknown, index: number): CassetteCall {
  const place = `calls[${index}]`;
  const entry = membersOf(value, place, ENTRY);
  const has = (name: string): boolean => Object.hasOwn(entry, name);
  if (ENDS.filter(has).length !== 1) {
    throw new Wrong(`${place}: must have one of \`result\`, \`error\` and \`unanswered\``);
  }
  if (!has('args')) {
    throw new Wrong(`${place}.args: is missing`);
  }
  if (has('unanswered') && entry['unanswered'] !== true) {
    throw new Wrong(`${place}.unanswered: must be true`);
  }
  if (has('by_reference') && !(entry['by_reference'] === true && has('result'))) {
    throw new Wrong(`${place}.by_reference: must be true, beside a \`result\``);
  }
  const order = has('order') ? entry['order'] : index;
  if (!Number.isSafeInteger(order) || (order as number) < 0) {
    throw new Wrong(`${place}.order: must be a whole number, at least 0`);
  }
  return {
    tool: textIn(entry, 'tool', place),
    args: plain(entry['args'], `${place}.args`),
    result: has('result') ? plain(entry['result'], `${place}.result`) : undefined,
    byReference: has('by_reference'),
    error: has('error') ? failureFrom(entry['error'], `${place}.error`) : undefined,
    answered: !has('unanswered'),
    order: order as number,
  };
}

function failureFrom(value: unknown, place: string): CassetteCall['error'] {
  const error = membersOf(value, place, ['code', 'message', 'data']);
  const data = Object.hasOwn(error, 'data') ? plain(error['data'], `${place}.data`) : undefined;
  const [code, message] = [textIn(error, 'code', place), textIn(error, 'message', place)];
  return data === undefined ? { code, message } : { code, message, data };
}

/** What JavaScript has for a tagged value. */
function plain(value: unknown, place: string, depth = 0): unknown {
  if (depth > MAX_DEPTH) {
    throw new Wrong(`${place.slice(0, 200)}: nested deeper than ${MAX_DEPTH} levels`);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => plain(item, `${place}[${index}]`, depth + 1));
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Wrong(`${place}: is larger than every number`);
  }
  if (!isObject(value)) {
    return value;
  }
  if (!isTag(value)) {
    return plainMembers(value, place, depth);
  }
  const [tag, content] = Object.entries(value)[0] as [string, unknown];
  if (tag !== '$plain') {
    return untagged(tag, content, place);
  }
  if (!isObject(content)) {
    throw new Wrong(`${place}.$plain: must be an object`);
  }
  return plainMembers(content, `${place}.$plain`, depth);
}

function plainMembers(members: Readonly<Record<string, unknown>>, place: string, depth: number): unknown {
  return Object.fromEntries(
    Object.entries(members).map(([key, item]) => [
      key,
      plain(item, `${place}.${key.slice(0, LONGEST_KEY_SHOWN)}`, depth + 1),
    ]),
  );
}

function untagged(tag: string, content: unknown, place: string): unknown {
  switch (tag) {
    case '$undefined':
      if (content === true) {
        return undefined;
      }
      break;
    case '$number':
      if (NUMBERS.has(content)) {
        return NUMBERS.get(content);
      }
      break;
    case '$bigint':
      if (typeof content === 'string' && DIGITS.test(content)) {
        return BigInt(content);
      }
      break;
    case '$date':
      if (content === null || (Number.isInteger(content) && Math.abs(content as number) <= MAX_DATE)) {
        return new Date((content as number | null) ?? NaN);
      }
      break;
    case '$bytes':
      if (Array.isArray(content) && content.every((item) => Number.isInteger(item) && item >= 0 && item <= 255)) {
        return Uint8Array.from(content);
      }
      break;
    default:
      throw new Wrong(`${place}: unknown tag ${shown(tag, 40)}; an object of one such member is written in \`$plain\``);
  }
  throw new Wrong(`${place}.${tag}: ${shown(content, 40)} is no such value`);
}

function membersOf(value: unknown, place: string, known: readonly string[]): Record<string, unknown> {
  if (!isObject(value)) {
    throw new Wrong(`${place}: must be an object`);
  }
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) {
      throw new Wrong(`${place}: unknown member ${shown(name, 40)}`);
    }
  }
  return value;
}

function textIn(members: Readonly<Record<string, unknown>>, name: string, place: string): string {
  const text = members[name];
  if (typeof text !== 'string') {
    throw new Wrong(`${place}.${name}: must be text`);
  }
  return text;
}
