/** A run by hand: for approvals, and for hosts that answer calls elsewhere. */

import { type Call, type OnApproval, callFrom } from './call';
import { checkType } from './checks';
import { Driver, type Surroundings, encodeResult, failureFrom } from './driver';
import { encode } from './encode';
import { errorOf } from './errors';
import { configError } from './options';
import type { NativePlan } from './native';
import { Result } from './result';
import { type StepOwner, Steps } from './steps';
import type { WireCall, WireDone, WireWaiting } from './wire';

const KEY_BYTES = 32;

/** A key of the right length. */
export function checkedKey(key: Uint8Array | undefined): Uint8Array | undefined {
  if (key !== undefined && key.length !== KEY_BYTES) {
    throw errorOf('INVALID_CONFIG', `a key has ${KEY_BYTES} bytes, not ${key.length}`);
  }
  return key;
}

/** What is done with calls that an earlier process may have made. */
export interface FinishOptions {
  /** `'retry'` makes them once more, `'reject'` lets the script see a failure; without it each must be decided before. */
  readonly uncertain?: 'retry' | 'reject';
  /** Cancels the run. */
  readonly signal?: AbortSignal;
  /** Decides about calls that wait for an approval, in place of the `Enclave`'s. */
  readonly onApproval?: OnApproval;
}

/**
 * A run that the host answers by hand. Time that it waits for its host is not counted.
 *
 * The script computes on another thread. `pending`, `done` and `result` wait for it, and Node's thread with them; to
 * leave the event loop free, await `ready()`, or what `resolve`, `reject`, `approve` and `deny` give, before reading
 * them. `run` leaves the rest to the tools of the `Enclave`.
 */
export class Session {
  readonly #steps: Steps;
  readonly #surroundings: Surroundings;
  readonly #pending = new Map<number, WireCall>();
  #waiters: (() => void)[] = [];
  #result: Result | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.cancel();

  /** Made by `Enclave`, or a fork of a session. */
  constructor(surroundings: Surroundings, from: NativePlan | ((owner: StepOwner) => Steps), signal?: AbortSignal) {
    this.#surroundings = surroundings;
    this.#signal = signal;
    const owner: StepOwner = {
      onWaiting: (step, judged) => this.#onWaiting(step, judged),
      onDone: (step) => this.#onDone(step),
    };
    const { native, predicates, auditor } = surroundings;
    this.#steps = typeof from === 'function' ? from(owner) : Steps.of(native, from, owner, predicates, auditor);
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

  /** Calls that wait for an answer or an approval, in the order of the script. */
  get pending(): readonly Call[] {
    this.#steps.wait();
    return [...this.#pending.values()].sort((a, b) => a.id - b.id).map(callFrom);
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

  /**
   * Answers a call; a `Reference` stays with the host. The promise is settled when the script waits again or is over.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: the session waits for no such call, or the call for an approval.
   */
  resolve(callId: number, value?: unknown): Promise<void> {
    const call = this.#expected(callId);
    this.#steps.resolve(callId, encodeResult(this.#surroundings, call.name, value));
    return this.#answered(callId);
  }

  /** Answers a call with a failure, which the script can catch: an error, or a message with a code and data. */
  reject(callId: number, error: unknown, { code, data }: { code?: string; data?: unknown } = {}): Promise<void> {
    this.#expected(callId);
    const failure = failureFrom(error);
    const own = data ?? failure.data;
    const tape = own === undefined ? undefined : encode(own, this.#surroundings.valueLimits, "the error's data");
    this.#steps.reject(callId, code ?? failure.code, failure.message, tape);
    return this.#answered(callId);
  }

  /**
   * Approves a call that waits for it; then it waits for its tool's answer, which `run` or you give. The approval is for
   * this call alone, and stands in the journal. `hash` is that of the call that was looked at, where it was looked at
   * elsewhere.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: the call does not wait for an approval, or has another hash.
   */
  approve(callId: number, { hash }: { hash?: string } = {}): Promise<void> {
    checkType(hash, 'string', '`hash`');
    this.#steps.wait();
    this.#expected(callId);
    this.#steps.approve(callId, hash);
    return this.#answered(callId);
  }

  /**
   * Denies a call that waits for an approval: the script sees `TOOL_DENIED` with the reason.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: the call does not wait for an approval.
   */
  deny(callId: number, reason = ''): Promise<void> {
    checkType(reason, 'string', '`reason`');
    this.#steps.wait();
    this.#expected(callId);
    this.#steps.deny(callId, reason);
    return this.#answered(callId);
  }

  /** Settled when the script waits for answers or is over. */
  ready(): Promise<void> {
    return this.#steps.computing ? new Promise((resolve) => this.#waiters.push(resolve)) : Promise.resolve();
  }

  /**
   * Decides that an uncertain call is made once more: `run` makes it, or you do and `resolve` it. The decision stands in
   * the journal before this returns.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: the call is not uncertain.
   */
  retry(callId: number): void {
    const call = this.#expected(callId);
    try {
      this.#steps.retry(callId);
    } catch (error) {
      throw configError(error);
    }
    const { id, name, args } = call;
    this.#pending.set(callId, { id, name, args });
  }

  /**
   * Runs the session to its end with the tools of its `Enclave`. From here on, time that it waits counts.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: a call is uncertain.
   */
  async run({ uncertain, signal, onApproval }: FinishOptions = {}): Promise<Result> {
    checkType(onApproval, 'function', '`onApproval`');
    await this.ready();
    for (const call of this.#pending.values()) {
      if (!call.uncertain) {
        continue;
      }
      if (uncertain === 'retry') {
        this.retry(call.id);
      } else if (uncertain === 'reject') {
        await this.reject(call.id, `whether \`${call.name}\` was called before is not known`);
      } else {
        throw errorOf(
          'INVALID_CONFIG',
          `the call ${call.id} of \`${call.name}\` may have been made before: retry, resolve or reject it, or say what to ` +
            'do by `uncertain`',
        );
      }
    }
    if (this.#result === undefined) {
      const calls = [...this.#pending.values()];
      this.#pending.clear();
      this.#signal?.removeEventListener('abort', this.#onAbort);
      this.#steps.goLive();
      const asked = onApproval ?? this.#surroundings.onApproval;
      const driver = new Driver({ ...this.#surroundings, onApproval: asked }, this.#steps);
      this.#result = await driver.start(signal ?? this.#signal, calls).result;
    }
    return this.#result;
  }

  /**
   * The session as bytes, from which `Enclave.load` makes it again: later, on another machine, in another language. It
   * holds the code, the context, every answer so far and what the script has asked for. With a key of 32 bytes nobody
   * can read or change it. With `singleUse` it may be loaded once; whoever keeps a plain dump can change that. The dump of
   * a session that is over ends as it did.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: nothing is left of the session, or the key has another length.
   */
  dump({ key, singleUse = false }: { key?: Uint8Array; singleUse?: boolean } = {}): Buffer {
    try {
      return this.#steps.dump(checkedKey(key), singleUse);
    } catch (error) {
      throw configError(error);
    }
  }

  /**
   * A session of its own, from before the answer to a call: that call waits again, and so does every call that was
   * answered after it. Nothing of it is kept in a journal store.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: the session has made no such call.
   */
  fork(at: number): Session {
    try {
      return new Session(this.#surroundings, (owner) => this.#steps.fork(at, owner));
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
    const known = this.#pending.get(callId);
    if (known === undefined || known.asks !== undefined) {
      // The step that is being computed may bring it. What a call waits for besides its tool, the library says at once
      // where nothing is computed.
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

  #onWaiting({ calls }: WireWaiting, judged: boolean): void {
    for (const call of calls) {
      this.#pending.set(call.id, call);
    }
    if (judged) {
      this.#steps.advance();
    } else {
      this.#release();
    }
  }

  #onDone(step: WireDone): void {
    const steps = this.#steps;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#pending.clear();
    this.#result = new Result(step, steps.sessionId, () => steps.records());
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
