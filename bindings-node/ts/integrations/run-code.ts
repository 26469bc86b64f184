/** The tool `run_code`, as every framework offers it: what it takes, and what the model reads back. */

import { Enclave } from '../enclave';
import { type EnclaveError, LimitError, RejectedError, ScriptError, ToolCallError, errorOf } from '../errors';
import type { RunOptions } from '../options';
import type { CallRecord, Result } from '../result';

export const NAME = 'run_code';

/** The JSON Schema of the tool's arguments. */
export const PARAMETERS = {
  type: 'object' as const,
  properties: {
    code: { type: 'string' as const, description: 'The script. It is run at once, and its result is the answer.' },
  },
  required: ['code'],
  additionalProperties: false,
};

/** Characters of an answer, unless another number is given. */
export const MAX_CHARS = 20_000;

const LEAST_CHARS = 200;
/** Characters of a description; of many tools less is said of each, and scripts look up the rest. */
const MAX_DESCRIPTION = 30_000;
/** Calls that an error's text names. */
const MOST_CALLS = 20;

/** What the model reads. */
export interface Answer {
  /** Whether the script has a value. If not, the text says how to repair it. */
  readonly ok: boolean;
  readonly text: string;
}

/** What a `run_code` may say of itself, and of its runs. */
export interface RunCodeOptions extends Omit<RunOptions, 'signal' | 'sessionId'> {
  /** What the model is told of the tool; `Enclave.toolPrompt` unless given. */
  readonly description?: string | undefined;
  /** How long an answer may be, in characters, at least 200; 20 000 unless said. What is longer is cut, and says so. */
  readonly maxChars?: number | undefined;
  /** Is given the whole `Result` of each run, for the host alone. */
  readonly onResult?: ((result: Result) => void) | undefined;
}

/** Runs the scripts that a model gives to `run_code`. */
export class RunCode {
  readonly description: string;
  readonly maxChars: number;
  readonly #enclave: Enclave;
  readonly #onResult: ((result: Result) => void) | undefined;
  readonly #runOptions: Omit<RunOptions, 'signal'>;

  /** @throws {ConfigError} an option is wrong. Those of `Enclave.run` are looked at when it runs. */
  constructor(enclave: Enclave, { description, maxChars = MAX_CHARS, onResult, ...runOptions }: RunCodeOptions = {}) {
    if (!(enclave instanceof Enclave)) {
      throw errorOf('INVALID_CONFIG', '`run_code` needs an `Enclave`');
    }
    if (!Number.isSafeInteger(maxChars) || maxChars < LEAST_CHARS) {
      throw errorOf('INVALID_CONFIG', `\`maxChars\` must be a whole number, at least ${LEAST_CHARS}`);
    }
    this.description = description ?? enclave.toolPrompt({ budgetChars: MAX_DESCRIPTION });
    this.maxChars = maxChars;
    this.#enclave = enclave;
    this.#onResult = onResult;
    this.#runOptions = runOptions;
  }

  /**
   * Runs a script.
   *
   * @throws {EnclaveError} the run was ended by something that no other script would mend: it was cancelled, no worker
   * was free, or Enclave has a defect.
   */
  async run(code: string, signal?: AbortSignal): Promise<Answer> {
    const options = signal === undefined ? this.#runOptions : { ...this.#runOptions, signal };
    const result = await this.#enclave.run(code, options);
    this.#onResult?.(result);
    if (result.error !== undefined && !isRepairable(result.error)) {
      throw result.error;
    }
    return { ok: result.ok, text: textOf(result, this.maxChars) };
  }
}

/** Whether another script may do better, so that the model should read the error. */
export function isRepairable(error: EnclaveError): boolean {
  return [RejectedError, ScriptError, LimitError, ToolCallError].some((repairable) => error instanceof repairable);
}

/**
 * A result as text for a model: the value as JSON, or the error; then what was emitted and written.
 *
 * The value comes first and is quoted as JSON, so that no text in it can pass for another part.
 */
export function textOf(result: Result, maxChars = MAX_CHARS): string {
  const main = result.error === undefined ? jsonOf(result.value) : `${result.error}${made(result.calls)}`;
  let more = '';
  if (result.emitted.length > 0) {
    more += `\n\nemitted:\n${result.emitted.map(jsonOf).join('\n')}`;
  }
  if (result.console.length > 0) {
    const lines = result.console.map(({ level, text }) => `[${level}] ${text.replaceAll('\n', '\n  ')}`);
    more += `\n\nconsole:\n${lines.join('\n')}`;
  }
  const head = cut(main, maxChars - Math.min(more.length, Math.floor(maxChars / 4)));
  return head + cut(more, maxChars - head.length);
}

/** A value that came out of a script, as JSON: dates as ISO 8601, bytes as base64, integers of any size. */
export function jsonOf(value: unknown): string {
  // Recursion is safe: the marshaller bounds the depth of what comes out.
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
    return `${value}`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(jsonOf).join(',')}]`;
  }
  if (value instanceof Uint8Array) {
    return JSON.stringify(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'));
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${jsonOf(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** The text, or its beginning with a word on what is missing; at most so long, and always valid Unicode. */
export function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) {
    return wellFormed(text);
  }
  const note = `… (${text.length} characters in all, the rest is cut: return less)`;
  return wellFormed(text.slice(0, Math.max(maxChars - note.length, 0))) + note;
}

/** Text in which no half of a surrogate pair stands alone. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The calls that a failed script made: they are not undone, and the next script must not repeat them blindly. */
function made(calls: readonly CallRecord[]): string {
  if (calls.length === 0) {
    return '';
  }
  const named = calls.slice(0, MOST_CALLS).map((call) => `${call.name} (${endOf(call)})`);
  if (calls.length > MOST_CALLS) {
    named.push(`${calls.length - MOST_CALLS} more`);
  }
  return `\n\ncalls that were made: ${named.join(', ')}`;
}

function endOf({ ok, error }: CallRecord): string {
  if (ok === null) {
    return 'not answered';
  }
  return ok ? 'ok' : (error?.code ?? 'failed');
}
