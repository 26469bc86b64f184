/** A run step by step: asks the library for the next step, waits for it, reads it. Knows nothing of tools. */

import type { Auditor } from './audit';
import { AsyncResource } from 'node:async_hooks';

import { configError } from './options';
import {
  type NativeEnclave,
  type NativePlan,
  type NativeSession,
  type Receiver,
  listen,
  nativeFork,
  nativeSession,
  stopListening,
} from './native';
import type { Patience } from './patience';
import { type Predicates, holds } from './policy';
import type { CallRecord } from './result';
import { recordsFrom, wireRecordsFrom } from './result';
import { revive } from './decode';
import type { WireCall, WireDone, WireRecord, WireStep, WireWaiting } from './wire';

/** What a run's owner makes of its steps. */
export interface StepOwner {
  /** `judged`: a predicate said something, so that another step must follow. */
  onWaiting(step: WireWaiting, judged: boolean): void;
  onDone(step: WireDone): void;
  onEvent?(text: string): void;
}

/** One run. Calls about which only the predicates of a policy are asked, its owner does not see. */
export class Steps implements Receiver {
  /** Known from the first step on. */
  sessionId: string;
  /** Whether the first step was taken. */
  begun = false;
  /** Whether the last step was taken. */
  done = false;
  readonly #token: number;
  readonly #native: NativeSession;
  /** Who is told. */
  owner: StepOwner;
  /** What the host's functions threw, by call. */
  readonly exceptions = new Map<number, unknown>();
  readonly #predicates: Predicates;
  readonly #auditor: Auditor | undefined;
  /** Predicates run in the caller's asynchronous context. */
  readonly #scope: AsyncResource | undefined;
  #computing = false;
  /** Whether something came while a step was computed, so that another one must follow. */
  #again = false;

  private constructor(
    [token, session]: [number, NativeSession],
    sessionId: string,
    owner: StepOwner,
    predicates: Predicates,
    auditor: Auditor | undefined,
  ) {
    this.#predicates = predicates;
    this.#auditor = auditor;
    this.#scope = predicates.size === 0 ? undefined : new AsyncResource('EnclavePolicy');
    this.#token = token;
    this.#native = session;
    this.sessionId = sessionId;
    this.owner = owner;
  }

  /** The steps of a new run. */
  static of(
    enclave: NativeEnclave,
    plan: NativePlan,
    owner: StepOwner,
    predicates: Predicates,
    auditor: Auditor | undefined,
  ): Steps {
    return new Steps(nativeSession(enclave, plan), plan.sessionId ?? '', owner, predicates, auditor);
  }

  /** The steps of a fork, from before the answer to a call. */
  fork(at: number, owner: StepOwner): Steps {
    this.wait();
    return new Steps(nativeFork(this.#native, at), '', owner, this.#predicates, this.#auditor);
  }

  /** Whether a step is being computed. */
  get computing(): boolean {
    return this.#computing;
  }

  /**
   * Asks for the next step, or for one more when one is being computed. A patient owner may be given it before this
   * returns.
   */
  advance(patience?: Patience): void {
    if (this.done) {
      return;
    }
    if (this.#computing) {
      this.#again = true;
      return;
    }
    this.#computing = true;
    this.#again = false;
    const longest = patience?.next() ?? 0;
    const text = this.#native.advance(longest);
    if (longest > 0) {
      patience?.looked(text !== null);
    }
    if (text === null) {
      listen(this.#token, this);
    } else {
      this.onStep(text);
    }
  }

  /** Stands still until the steps that were asked for are taken. */
  wait(): void {
    while (this.#computing) {
      const text = this.#native.wait();
      if (text === null) {
        return;
      }
      this.onStep(text);
    }
  }

  resolve(id: number, [tape, byReference]: readonly [tape: string, byReference: boolean]): void {
    this.#said(() => this.#native.resolve(id, tape, byReference));
  }

  reject(id: number, code: string, message: string, dataTape?: string): void {
    this.#said(() => this.#native.reject(id, code, message, dataTape));
  }

  approve(id: number, hash?: string): void {
    this.#said(() => this.#native.approve(id, hash));
  }

  deny(id: number, reason: string): void {
    this.#said(() => this.#native.deny(id, reason));
  }

  /** Ends the run, also while it computes. */
  cancel(): void {
    this.#native.cancel();
    this.advance();
  }

  /** The session as bytes. */
  dump(key: Uint8Array | undefined, singleUse: boolean): Buffer {
    this.wait();
    return this.#native.dump(key, singleUse);
  }

  /** Decides that an uncertain call is made once more. */
  retry(id: number): void {
    this.#native.retry(id);
  }

  /** Lets the time that the session waits count from now on. */
  goLive(): void {
    this.#native.goLive();
  }

  /** Every call, once the run is over. */
  records(): CallRecord[] {
    return recordsFrom(this.#native.calls(false), this.exceptions);
  }

  /** The same with what handles stand for. */
  wholeRecords(): readonly WireRecord[] {
    return wireRecordsFrom(this.#native.calls(true));
  }

  onEvent(text: string): void {
    this.owner.onEvent?.(text);
  }

  onStep(text: string): void {
    stopListening(this.#token);
    this.#computing = false;
    this.begun = true;
    this.#auditor?.tell();
    const step = JSON.parse(text) as WireStep;
    if (step.sessionId !== undefined) {
      this.sessionId = step.sessionId;
    }
    if ('outcome' in step) {
      this.done = true;
      this.owner.onDone(step);
      return;
    }
    const waiting = step.escaped ? (revive(step) as WireWaiting) : step;
    const calls = waiting.calls.filter((call) => !this.#isJudged(call));
    const judged = calls.length < waiting.calls.length;
    this.owner.onWaiting(judged ? { ...waiting, calls } : waiting, judged);
    if (this.#again) {
      this.advance();
    }
  }

  /** Whether a call waits for a predicate alone; it is asked. */
  #isJudged({ id, name, args, asks }: WireCall): boolean {
    if (asks?.kind !== 'policy') {
      return false;
    }
    let verdict: boolean;
    try {
      const judge = (): boolean => holds(this.#predicates, asks.rule, name, args);
      verdict = this.#scope === undefined ? judge() : this.#scope.runInAsyncScope(judge);
    } catch (reason) {
      this.exceptions.set(id, reason);
      this.#native.deny(id, '');
      return true;
    }
    this.#native.judge(id, verdict);
    return true;
  }

  #said(say: () => void): void {
    try {
      say();
    } catch (error) {
      throw configError(error);
    }
  }
}
