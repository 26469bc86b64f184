/** The shapes of the JSON that the native library gives (`bindings-node/src/outcome.rs`). */

import type { ConsoleEntry, ConsoleLevel, Diagnostic, ErrorCode, Score } from './contract';

/** A call that waits for its answer. */
export interface WireCall {
  readonly id: number;
  readonly name: string;
  readonly args: unknown;
  /** What the host is asked before the call is made. */
  readonly asks?:
    | { readonly kind: 'approval'; readonly hash: string; readonly reason: string }
    | { readonly kind: 'policy'; readonly rule: number };
  /** Whether an earlier process may have made it. */
  readonly uncertain?: true;
}

/** Why a run has no value. */
export interface WireFailure {
  readonly code: ErrorCode;
  readonly name: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly help: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly data?: unknown;
  readonly text: string;
}

/** The script waits. */
export interface WireWaiting {
  readonly sessionId?: string;
  readonly calls: readonly WireCall[];
  /** Milliseconds after which to advance without an answer. */
  readonly wakeIn: number | null;
  readonly escaped?: true;
}

/** The run is over. */
export interface WireDone {
  readonly sessionId?: string;
  readonly outcome: { readonly value?: unknown; readonly error?: WireFailure };
  readonly console: readonly ConsoleEntry[];
  readonly emitted: readonly unknown[];
  readonly diagnostics: readonly Diagnostic[];
  readonly score: Score | null;
  /** In the contract's names. */
  readonly stats: Readonly<Record<string, number | boolean>>;
  readonly escaped?: true;
}

/** A step. */
export type WireStep = WireWaiting | WireDone;

/** How a call ended; `null` when the run ended before the answer. */
export interface WireCallOutcome {
  readonly id: number;
  readonly name: string;
  readonly ok: boolean | null;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** A call with its end. */
export interface WireRecord extends WireCallOutcome {
  readonly args: unknown;
  readonly durationMs: number;
  /** Where calls are given whole: whether the script has a handle of the value, and the data of the error. */
  readonly byReference?: true;
  readonly data?: unknown;
}

/** Every call of a run. */
export interface WireCalls {
  readonly calls: readonly WireRecord[];
  readonly escaped?: true;
}

/** An event. The last one is made of the last step. */
export type WireEvent = { readonly escaped?: true } & (
  | { readonly type: 'session_init'; readonly sessionId: string }
  | { readonly type: 'stdout'; readonly text: string }
  | { readonly type: 'log'; readonly level: ConsoleLevel; readonly text: string; readonly args: readonly unknown[] }
  | { readonly type: 'tool_call' | 'approval_requested'; readonly call: WireCall }
  | { readonly type: 'partial_result'; readonly value: unknown }
  | ({ readonly type: 'tool_result_applied' } & WireCallOutcome)
);
