/** A run step by step: asks the library for the next step, waits for it, reads it. Knows nothing of tools. */

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
import { looked } from './patience';
import type { CallRecord } from './result';
import { recordsFrom } from './result';
import { revive } from './decode';
import type { WireDone, WireStep, WireWaiting } from './wire';

/** What a run's owner makes of its steps. */
export interface StepOwner {
  onWaiting(step: WireWaiting): void;
  onDone(step: WireDone): void;
  onEvent?(text: string): void;
}

/** One run. */
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
  #computing = false;
  /** Whether something came while a step was computed, so that another one must follow. */
  #again = false;

  private constructor([token, session]: [number, NativeSession], sessionId: string, owner: StepOwner) {
    this.#token = token;
    this.#native = session;
    this.sessionId = sessionId;
    this.owner = owner;
  }

  /** The steps of a new run. */
  static of(enclave: NativeEnclave, plan: NativePlan, owner: StepOwner): Steps {
    return new Steps(nativeSession(enclave, plan), plan.sessionId ?? '', owner);
  }

  /** The steps of a fork, from before the answer to a call. */
  fork(at: number, owner: StepOwner): Steps {
    this.wait();
    return new Steps(nativeFork(this.#native, at), '', owner);
  }

  /** Whether a step is being computed. */
  get computing(): boolean {
    return this.#computing;
  }

  /**
   * Asks for the next step, or for one more when one is being computed. A patient owner may be given it before this
   * returns.
   */
  advance(patience = 0): void {
    if (this.done) {
      return;
    }
    if (this.#computing) {
      this.#again = true;
      return;
    }
    this.#computing = true;
    this.#again = false;
    const text = this.#native.advance(patience);
    if (patience > 0) {
      looked(text !== null);
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

  resolve(id: number, tape: string): void {
    this.#native.resolve(id, tape);
  }

  reject(id: number, code: string, message: string, dataTape?: string): void {
    this.#native.reject(id, code, message, dataTape);
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
  records(exceptions: ReadonlyMap<number, unknown>): CallRecord[] {
    return recordsFrom(this.#native.calls(), exceptions);
  }

  onEvent(text: string): void {
    this.owner.onEvent?.(text);
  }

  onStep(text: string): void {
    stopListening(this.#token);
    this.#computing = false;
    this.begun = true;
    const step = JSON.parse(text) as WireStep;
    if (step.sessionId !== undefined) {
      this.sessionId = step.sessionId;
    }
    if ('outcome' in step) {
      this.done = true;
      this.owner.onDone(step);
      return;
    }
    this.owner.onWaiting(step.escaped ? (revive(step) as WireWaiting) : step);
    if (this.#again) {
      this.advance();
    }
  }
}
