/** A run by hand: for approvals, and for hosts that answer calls elsewhere. */

import { failureFrom } from './driver';
import { type ValueLimits, encode } from './encode';
import { errorOf } from './errors';
import { configError } from './options';
import type { NativeEnclave, NativePlan } from './native';
import { Result } from './result';
import { Steps } from './steps';
import type { WireCall, WireDone, WireWaiting } from './wire';

const KEY_BYTES = 32;

/** A key of the right length. */
export function checkedKey(key: Uint8Array | undefined): Uint8Array | undefined {
  if (key !== undefined && key.length !== KEY_BYTES) {
    throw errorOf('INVALID_CONFIG', `a key has ${KEY_BYTES} bytes, not ${key.length}`);
  }
  return key;
}

/** A call that waits for its answer. */
export interface Call {
  /** Unique in its session, counted from 1 in the order of the script's calls. */
  readonly id: number;
  readonly name: string;
  readonly args: unknown;
}

/**
 * A run that the host answers by hand. Time that it waits for its host is not counted.
 *
 * The script computes on another thread. `pending`, `done` and `result` wait for it, and Node's thread with them; to
 * leave the event loop free, await `ready()`, or what `resolve` and `reject` give, before reading them.
 */
export class Session {
  readonly #steps: Steps;
  readonly #valueLimits: ValueLimits;
  readonly #pending = new Map<number, WireCall>();
  #waiters: (() => void)[] = [];
  #result: Result | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.cancel();

  /** Made by `Enclave.start`. */
  constructor(enclave: NativeEnclave, plan: NativePlan, valueLimits: ValueLimits, signal: AbortSignal | undefined) {
    this.#valueLimits = valueLimits;
    this.#signal = signal;
    this.#steps = new Steps(enclave, plan, {
      onWaiting: (step) => this.#onWaiting(step),
      onDone: (step) => this.#onDone(step),
    });
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (signal?.aborted) {
      this.cancel();
    } else {
      this.#steps.advance();
    }
  }

  /** The session's id. */
  get id(): string {
    this.#steps.wait();
    return this.#steps.sessionId;
  }

  /** Calls that wait for an answer, in the order of the script. */
  get pending(): readonly Call[] {
    this.#steps.wait();
    return [...this.#pending.values()];
  }

  /** Whether the run is over. */
  get done(): boolean {
    this.#steps.wait();
    return this.#steps.done;
  }

  /** The end of the run; `undefined` until then. */
  get result(): Result | undefined {
    this.#steps.wait();
    return this.#result;
  }

  /** Answers a call. The promise is settled when the script waits again or is over. */
  resolve(callId: number, value?: unknown): Promise<void> {
    const call = this.#expected(callId);
    this.#steps.resolve(callId, encode(value, this.#valueLimits, `result of \`${call.name}\``));
    return this.#answered(callId);
  }

  /** Answers a call with a failure, which the script can catch: an error, or a message with a code and data. */
  reject(callId: number, error: unknown, { code, data }: { code?: string; data?: unknown } = {}): Promise<void> {
    this.#expected(callId);
    const failure = failureFrom(error);
    const own = data ?? failure.data;
    const tape = own === undefined ? undefined : encode(own, this.#valueLimits, "the error's data");
    this.#steps.reject(callId, code ?? failure.code, failure.message, tape);
    return this.#answered(callId);
  }

  /** Settled when the script waits for answers or is over. */
  ready(): Promise<void> {
    return this.#steps.computing ? new Promise((resolve) => this.#waiters.push(resolve)) : Promise.resolve();
  }

  /**
   * The session as bytes, from which `Enclave.load` makes it again: later, on another machine, in another language. It
   * holds the code, the context, every answer so far and what the script has asked for. With a key of 32 bytes nobody
   * can read or change it.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: the session is over, or the key has another length.
   */
  dump({ key }: { key?: Uint8Array } = {}): Buffer {
    try {
      return this.#steps.dump(checkedKey(key));
    } catch (error) {
      throw configError(error);
    }
  }

  /** Ends the run with `CANCELLED`. */
  cancel(): void {
    this.#steps.cancel();
  }

  /** Ends the run. */
  [Symbol.dispose](): void {
    this.cancel();
  }

  #expected(callId: number): WireCall {
    if (!this.#pending.has(callId)) {
      // The step that is being computed may bring it.
      this.#steps.wait();
    }
    const call = this.#pending.get(callId);
    if (call === undefined) {
      throw errorOf('INVALID_CONFIG', `this session waits for no call with id ${callId}`);
    }
    return call;
  }

  #answered(callId: number): Promise<void> {
    this.#pending.delete(callId);
    this.#steps.advance();
    return this.ready();
  }

  #onWaiting({ calls }: WireWaiting): void {
    for (const call of calls) {
      this.#pending.set(call.id, call);
    }
    this.#release();
  }

  #onDone(step: WireDone): void {
    const steps = this.#steps;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#pending.clear();
    this.#result = new Result(step, steps.sessionId, () => steps.records(new Map()));
    this.#release();
  }

  #release(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) {
      waiter();
    }
  }
}
