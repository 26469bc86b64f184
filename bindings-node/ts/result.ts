/** What a run gives back. */

import { inspect } from 'node:util';

import type { ConsoleEntry, Diagnostic, Score, Stats } from './contract';
import { revive } from './decode';
import { type EnclaveError, errorOf } from './errors';
import type { WireCalls, WireDone, WireFailure, WireRecord } from './wire';

/** One call, allowed or not, with its end. */
export interface CallRecord {
  /** Unique in its session, counted from 1 in the order of the script's calls. */
  readonly id: number;
  readonly name: string;
  /** The arguments; a result that stays with the host stands as its handle, here and in `value`. */
  readonly args: unknown;
  /** `null` when the run ended before the answer. */
  readonly ok: boolean | null;
  /** What the tool gave. */
  readonly value: unknown;
  /** How it failed, as the script saw it. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly durationMs: number;
  /** What the tool, `onApproval` or a predicate threw. It stays with the host; the script saw `error`. */
  readonly exception: unknown;
}

/** The end of a run: a value, or an error that a model can repair its script from. */
export class Result<Value = unknown> {
  readonly ok: boolean;
  /** The script's value; `undefined` without one. */
  readonly value: Value | undefined;
  readonly error: EnclaveError | undefined;
  readonly sessionId: string;
  readonly console: readonly ConsoleEntry[];
  /** What the script gave with `emit(value)`, also when the run failed. */
  readonly emitted: readonly unknown[];
  readonly stats: Stats;
  /** What the static layers found, warnings included. */
  readonly diagnostics: readonly Diagnostic[];
  /** The scoring gate's verdict; `null` when the gate is off. */
  readonly score: Score | null;
  #calls: readonly CallRecord[] | undefined;
  readonly #readCalls: () => readonly CallRecord[];

  /** Made by `Enclave`. */
  constructor(done: WireDone, sessionId: string, readCalls: () => readonly CallRecord[]) {
    const { value, error } = done.escaped ? (revive(done.outcome) as WireDone['outcome']) : done.outcome;
    this.ok = error === undefined;
    this.value = value as Value | undefined;
    this.error = error === undefined ? undefined : errorFrom(error);
    this.sessionId = sessionId;
    this.console = done.console;
    this.emitted = done.escaped ? (revive(done.emitted) as readonly unknown[]) : done.emitted;
    this.stats = camelKeys(done.stats) as unknown as Stats;
    this.diagnostics = done.diagnostics;
    this.score = done.score;
    this.#readCalls = readCalls;
  }

  /** Every call in order. They are read when they are first asked for, since they may be large. */
  get calls(): readonly CallRecord[] {
    this.#calls ??= this.#readCalls();
    return this.#calls;
  }

  /** The value; throws `error` when there is none. */
  unwrap(): Value {
    if (this.error !== undefined) {
      throw this.error;
    }
    return this.value as Value;
  }

  toJSON(): object {
    return { ...this, calls: this.calls };
  }

  [inspect.custom](): object {
    return this.toJSON();
  }
}

/** The records of calls, from the library's text and the exceptions that tools threw. */
export function recordsFrom(text: string, exceptions: ReadonlyMap<number, unknown>): CallRecord[] {
  return wireRecordsFrom(text).map(({ id, name, args, ok, value, error, durationMs }) => ({
    id,
    name,
    args,
    ok,
    value,
    error,
    durationMs,
    exception: exceptions.get(id),
  }));
}

/** The records of calls as they come. */
export function wireRecordsFrom(text: string): readonly WireRecord[] {
  const wire = JSON.parse(text) as WireCalls;
  return (wire.escaped ? (revive(wire) as WireCalls) : wire).calls;
}

function errorFrom({ code, message, ...details }: WireFailure): EnclaveError {
  return errorOf(code, message, details);
}

/** Members of the contract in TypeScript's spelling. */
export function camelKeys(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [camelCase(key), value]));
}

/** `timeout_ms` is `timeoutMs`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
