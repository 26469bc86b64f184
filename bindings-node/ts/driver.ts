/** Drives a run to its end: calls the tools, answers, keeps the clocks. */

import { AsyncResource } from 'node:async_hooks';

import type { OnApproval } from './call';
import type { Auditor } from './audit';
import { type ValueLimits, encode, referenceLimits } from './encode';
import { EnclaveError, ToolError, errorOf } from './errors';
import { type Told, toldFrom } from './events';
import type { NativeEnclave, NativePlan } from './native';
import { FIRST_STEP, LATER_STEP } from './patience';
import type { Predicates } from './policy';
import { type PlayedRun, Player, type RecordedRun, Recorder } from './recording';
import { Reference } from './reference';
import { Result } from './result';
import { isThenable } from './schema';
import { NO_SECRETS, type Secrets } from './secrets';
import { Steps } from './steps';
import type { AnyToolHandler, Tool, ToolContext } from './tool';
import type { WireCall, WireDone, WireWaiting } from './wire';

const LONGEST_DELAY_MS = 2 ** 31 - 1;
/** Runs that are not over, in this environment. */
let running = 0;
const NOBODY_TO_ASK = 'nobody can be asked: there is no `onApproval`';

/** What a run needs of its `Enclave`. */
export interface Surroundings {
  readonly native: NativeEnclave;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly toolHandler: AnyToolHandler | undefined;
  readonly valueLimits: ValueLimits;
  /** What references may take, in bytes as JSON. */
  readonly maxReferenceBytes: number;
  /** Whether any result may stay with the host, when it is long. */
  readonly anyByReference: boolean;
  readonly predicates: Predicates;
  readonly auditor: Auditor | undefined;
  readonly onApproval: OnApproval | undefined;
  /** The secrets of tools, by the tool. */
  readonly secrets: ReadonlyMap<string, Secrets>;
  /** Where calls are recorded, or their answers come from in place of tools. */
  readonly tape?: Recorder | Player | undefined;
}

/** The tape of a tool's result, and whether it stays with the host whatever its length. */
export function encodeResult(surroundings: Surroundings, name: string, result: unknown): [tape: string, byReference: boolean] {
  const { tools, valueLimits, maxReferenceBytes, anyByReference } = surroundings;
  const byReference = result instanceof Reference;
  const mayStay = byReference || anyByReference || tools.get(name)?.byReference === true;
  const limits = mayStay ? referenceLimits(valueLimits, maxReferenceBytes) : valueLimits;
  return [encode(byReference ? result.value : result, limits, `result of \`${name}\``), byReference];
}

/** A call on its way: what its handler is told, and what ends it early. */
class OpenCall implements ToolContext {
  timer: NodeJS.Timeout | undefined;
  #controller: AbortController | undefined;
  #aborted = false;

  constructor(
    readonly callId: number,
    readonly sessionId: string,
    readonly secrets: Secrets,
    readonly tell: ((told: Told) => void) | undefined,
  ) {}

  /** Bound, so that a handler may take it out of its context. */
  readonly progress = (value: unknown): void => {
    this.tell?.({ type: 'tool_progress', id: this.callId, value: structuredClone(value) });
  };

  /** Made when it is first asked for, since few handlers do. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted) {
      this.#controller.abort();
    }
    return this.#controller.signal;
  }

  /** The end of the call, answered or not. */
  end(abort: boolean): void {
    clearTimeout(this.timer);
    if (abort) {
      this.#aborted = true;
      this.#controller?.abort();
    }
  }
}

/** One run with its tools. */
export class Driver {
  /** The end of the run. Rejects for what a cassette lacks, or when it cannot be written; else never. */
  readonly result: Promise<Result>;
  /** Called with what happens, when the run was started to be told of it. */
  onTold: (told: Told) => void = () => {};
  readonly #surroundings: Surroundings;
  readonly #steps: Steps;
  /** Whether events are wanted: they come by the mailbox, and no step may overtake them. */
  readonly #live: boolean;
  /** Handlers run in the caller's asynchronous context. */
  readonly #scope = new AsyncResource('EnclaveRun');
  readonly #open = new Map<number, OpenCall>();
  /** How many calls wait for `onApproval`. */
  #asked = 0;
  readonly #recorded: RecordedRun | undefined;
  readonly #played: PlayedRun | undefined;
  #finish: (result: Result) => void = () => {};
  #refuse: (reason: unknown) => void = () => {};
  /** What ended the run and is no result of it. */
  #broken: { readonly reason: unknown } | undefined;
  #wake: NodeJS.Timeout | undefined;
  #wakeAt = 0;
  #scheduled = false;
  #held = false;
  /** Whether the session would go on if it were not held. */
  #waits = false;
  #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.cancel();

  /** Drives a new run, or takes over one that waits. */
  constructor(surroundings: Surroundings, run: NativePlan | Steps) {
    this.#surroundings = surroundings;
    if (run instanceof Steps) {
      run.owner = this;
      this.#live = false;
      this.#steps = run;
    } else {
      this.#live = run.events;
      this.#steps = Steps.of(surroundings.native, run, this, surroundings.predicates, surroundings.auditor);
    }
    const { tape } = surroundings;
    this.#recorded = tape instanceof Recorder ? tape.run() : undefined;
    this.#played = tape instanceof Player ? tape.run() : undefined;
    this.result = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#refuse = reject;
    });
  }

  /** Begins; a session that was taken over waits for `calls`. A signal that aborts ends the run. */
  start(signal: AbortSignal | undefined, calls: readonly WireCall[] = []): this {
    running += 1;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (signal?.aborted) {
      this.cancel();
    } else {
      if (calls.length > 0) {
        this.onWaiting({ calls, wakeIn: null }, false);
      }
      this.#schedule();
    }
    return this;
  }

  /** Ends the run. */
  cancel(): void {
    this.#steps.cancel();
  }

  /** Lets the session stand still, or go on: for readers that are slower than it. */
  hold(held: boolean): void {
    this.#held = held;
    if (!held && this.#waits) {
      this.#advance();
    }
  }

  /** The library's: something happened. */
  onEvent(text: string): void {
    this.onTold(toldFrom(text));
  }

  /** The library's: the script waits. */
  onWaiting({ calls, wakeIn }: WireWaiting, judged: boolean): void {
    this.#setWake(wakeIn);
    if (calls.length > 0) {
      this.#scope.runInAsyncScope(() => {
        for (const call of calls) {
          if (call.asks?.kind === 'approval') {
            this.#ask(call, call.asks);
          } else if (this.#played === undefined) {
            this.#begin(call);
          }
        }
      });
    }
    if (this.#played !== undefined) {
      this.#play(this.#played, calls, judged || this.#asked > 0);
    }
    if (judged) {
      this.#schedule();
    }
  }

  /** The library's: the run is over. */
  onDone(step: WireDone): void {
    running -= 1;
    clearTimeout(this.#wake);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    const steps = this.#steps;
    for (const call of this.#open.values()) {
      call.end(true);
    }
    this.#open.clear();
    try {
      this.#recorded?.over(steps.wholeRecords());
    } catch (reason) {
      this.#broken ??= { reason };
    }
    if (this.#broken === undefined) {
      this.#finish(new Result(step, steps.sessionId, () => steps.records()));
    } else {
      this.#refuse(this.#broken.reason);
    }
  }

  /** Asks for the next step. The first one is looked for where no other run would be kept from its own meanwhile. */
  #advance(): void {
    this.#waits = this.#held;
    if (this.#held) {
      return;
    }
    const patience = this.#steps.begun ? LATER_STEP : running === 1 ? FIRST_STEP : undefined;
    this.#steps.advance(this.#live ? undefined : patience);
  }

  /** Advances when what the caller does, or this turn's answers, are in. */
  #schedule(): void {
    if (!this.#scheduled) {
      this.#scheduled = true;
      queueMicrotask(() => {
        this.#scheduled = false;
        this.#advance();
      });
    }
  }

  /** Advances at that time without an answer: for the script's timers and the run's deadline. */
  #setWake(wakeIn: number | null): void {
    if (wakeIn === null) {
      return;
    }
    const delay = Math.min(Math.ceil(wakeIn), LONGEST_DELAY_MS);
    const at = performance.now() + delay;
    // One that comes earlier finds out what is left.
    if (this.#wake !== undefined && this.#wakeAt <= at) {
      return;
    }
    clearTimeout(this.#wake);
    this.#wakeAt = at;
    this.#wake = setTimeout(() => {
      this.#wake = undefined;
      this.#advance();
    }, delay);
  }

  /** Answers from a cassette; not while something is decided about other calls, which may have been answered first. */
  #play(played: PlayedRun, calls: readonly WireCall[], undecided: boolean): void {
    try {
      played.take(calls.filter((call) => call.asks === undefined));
    } catch (reason) {
      this.#broken ??= { reason };
      this.cancel();
      return;
    }
    const answer = undecided ? undefined : played.next();
    if (answer === undefined) {
      return;
    }
    const [id, { tool, result, error, byReference }] = answer;
    this.#open.set(id, new OpenCall(id, this.#steps.sessionId, NO_SECRETS, undefined));
    if (error === undefined) {
      this.#succeed(id, tool, byReference ? new Reference(result) : result);
    } else {
      this.#fail(id, new ToolError(error.message, error));
    }
  }

  /** Has the host decide about a call. */
  #ask({ id, name, args }: WireCall, { hash, reason }: { readonly hash: string; readonly reason: string }): void {
    const { onApproval } = this.#surroundings;
    this.#open.set(id, new OpenCall(id, this.#steps.sessionId, NO_SECRETS, undefined));
    this.#asked += 1;
    if (onApproval === undefined) {
      this.#decide(id, hash, NOBODY_TO_ASK);
      return;
    }
    const failed = (error: unknown): void => {
      this.#steps.exceptions.set(id, error);
      this.#decide(id, hash, false);
    };
    const decided = (decision: unknown): void => {
      if (typeof decision === 'boolean' || typeof decision === 'string') {
        this.#decide(id, hash, decision);
      } else {
        failed(errorOf('INVALID_CONFIG', `\`onApproval\` gave ${typeof decision}; it must give a boolean or a string`));
      }
    };
    try {
      const decision = onApproval({ kind: 'approval', id, name, args, hash, reason });
      if (isThenable(decision)) {
        decision.then(decided, failed);
      } else {
        decided(decision);
      }
    } catch (error) {
      failed(error);
    }
  }

  #decide(id: number, hash: string, decision: boolean | string): void {
    if (!this.#close(id, false)) {
      return;
    }
    this.#asked -= 1;
    if (decision === true) {
      this.#steps.approve(id, hash);
    } else {
      this.#steps.deny(id, decision === false ? '' : decision);
    }
    this.#schedule();
  }

  #begin({ id, name, args }: WireCall): void {
    const tell = this.#live ? (told: Told) => this.#open.has(id) && this.onTold(told) : undefined;
    this.#recorded?.handed(id);
    const { tools, toolHandler, secrets } = this.#surroundings;
    const call = new OpenCall(id, this.#steps.sessionId, secrets.get(name) ?? NO_SECRETS, tell);
    this.#open.set(id, call);
    const tool = tools.get(name);
    const timeout = tool?.timeoutMs;
    if (timeout !== undefined) {
      call.timer = setTimeout(() => this.#timeOut(id, name, timeout), timeout);
    }
    try {
      const result =
        tool === undefined ? toolHandler?.(name, args as Record<string, unknown>, call) : tool.call(name, args, call);
      if (isThenable(result)) {
        result.then(
          (value) => this.#succeed(id, name, value),
          (error: unknown) => this.#fail(id, error),
        );
      } else {
        this.#succeed(id, name, result);
      }
    } catch (error) {
      this.#fail(id, error);
    }
  }

  /** Whether the script still waits for that call; from now on it does not. */
  #close(id: number, abort: boolean): boolean {
    this.#open.get(id)?.end(abort);
    return this.#open.delete(id);
  }

  #succeed(id: number, name: string, value: unknown): void {
    if (!this.#open.has(id)) {
      return;
    }
    let result: ReturnType<typeof encodeResult>;
    try {
      result = encodeResult(this.#surroundings, name, value);
    } catch (error) {
      this.#fail(id, error);
      return;
    }
    this.#close(id, false);
    this.#steps.resolve(id, result);
    this.#recorded?.answered(id);
    this.#schedule();
  }

  #fail(id: number, error: unknown): void {
    if (!this.#close(id, false)) {
      return;
    }
    this.#steps.exceptions.set(id, error);
    const { code, message, data } = failureFrom(error);
    try {
      const tape = data === undefined ? undefined : encode(data, this.#surroundings.valueLimits, "the error's data");
      this.#steps.reject(id, code, message, tape);
    } catch (refusal) {
      const { code: refusalCode, message: reason } = failureFrom(refusal);
      this.#steps.reject(id, refusalCode, reason);
    }
    this.#recorded?.answered(id);
    this.#schedule();
  }

  #timeOut(id: number, name: string, timeout: number): void {
    if (this.#close(id, true)) {
      this.#steps.reject(id, 'TOOL_TIMEOUT', `the tool \`${name}\` took longer than ${timeout} ms`);
      this.#recorded?.answered(id);
      this.#schedule();
    }
  }
}

/** What a script sees of an error: its message, its own code when it has one, and data that was meant for it. */
export function failureFrom(error: unknown): { code: string; message: string; data: unknown } {
  if (!(error instanceof Error)) {
    const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
    return {
      code: typeof code === 'string' ? code : 'TOOL_ERROR',
      message: typeof message === 'string' ? message : String(error),
      data: undefined,
    };
  }
  const { code } = error as { code?: unknown };
  const data = error instanceof ToolError || error instanceof EnclaveError ? error.data : undefined;
  return { code: typeof code === 'string' ? code : 'TOOL_ERROR', message: String(error.message), data };
}
