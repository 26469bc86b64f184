/** What `stream` yields: a union that `type` tells apart. */

import type { ConsoleLevel } from './contract';
import { revive } from './decode';
import type { Result } from './result';
import type { WireEvent } from './wire';

/** The static layers passed and the script starts. */
export interface SessionInitEvent {
  readonly type: 'session_init';
  readonly seq: number;
  readonly sessionId: string;
}

/** A line of `console.log`. */
export interface StdoutEvent {
  readonly type: 'stdout';
  readonly seq: number;
  readonly text: string;
}

/** A line of the other methods of `console`. */
export interface LogEvent {
  readonly type: 'log';
  readonly seq: number;
  readonly level: ConsoleLevel;
  readonly text: string;
  /** The arguments as data; what cannot leave the script stands as its text. */
  readonly args: readonly unknown[];
}

/** The script calls a tool. */
export interface ToolCallEvent {
  readonly type: 'tool_call';
  readonly seq: number;
  readonly id: number;
  readonly name: string;
  readonly args: unknown;
}

/** The script calls a tool, and the host must approve it first: `onApproval` is asked. */
export interface ApprovalRequestedEvent {
  readonly type: 'approval_requested';
  readonly seq: number;
  readonly id: number;
  readonly name: string;
  readonly args: unknown;
  /** What is approved: SHA-256 of the name and the arguments, in hexadecimal digits. */
  readonly hash: string;
  /** Why a policy asks; empty when it says nothing. */
  readonly reason: string;
}

/** A tool that was called tells how far it is (`context.progress`). */
export interface ToolProgressEvent {
  readonly type: 'tool_progress';
  readonly seq: number;
  /** The call. */
  readonly id: number;
  readonly value: unknown;
}

/** The script received the answer to a call. */
export interface ToolResultAppliedEvent {
  readonly type: 'tool_result_applied';
  readonly seq: number;
  readonly id: number;
  readonly name: string;
  readonly ok: boolean;
  readonly value: unknown;
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

/** A value that the script gave before its end, with `emit(value)`. */
export interface PartialResultEvent {
  readonly type: 'partial_result';
  readonly seq: number;
  readonly value: unknown;
}

/** The session lives and nothing else happened for a while. */
export interface HeartbeatEvent {
  readonly type: 'heartbeat';
  readonly seq: number;
}

/** The run is over with a value. */
export interface FinalEvent {
  readonly type: 'final';
  readonly seq: number;
  readonly result: Result;
}

/** The run is over without a value. */
export interface ErrorEvent {
  readonly type: 'error';
  readonly seq: number;
  readonly result: Result;
}

/** A fact about a running session; `seq` counts from 1. */
export type EnclaveEvent =
  | SessionInitEvent
  | StdoutEvent
  | LogEvent
  | ToolCallEvent
  | ApprovalRequestedEvent
  | ToolProgressEvent
  | ToolResultAppliedEvent
  | PartialResultEvent
  | HeartbeatEvent
  | FinalEvent
  | ErrorEvent;

/** An event before it has its number. */
export type Told = WireEvent | { readonly type: 'tool_progress'; readonly id: number; readonly value: unknown };

/** What a text of the library tells. */
export function toldFrom(text: string): Told {
  const parsed = JSON.parse(text) as WireEvent;
  return parsed.escaped ? (revive(parsed) as WireEvent) : parsed;
}

/** The event of what was told. */
export function eventFrom(wire: Told, seq: number): EnclaveEvent {
  switch (wire.type) {
    case 'session_init':
      return { type: wire.type, seq, sessionId: wire.sessionId };
    case 'stdout':
      return { type: wire.type, seq, text: wire.text };
    case 'log':
      return { type: wire.type, seq, level: wire.level, text: wire.text, args: wire.args };
    case 'tool_progress':
      return { type: wire.type, seq, id: wire.id, value: wire.value };
    case 'partial_result':
      return { type: wire.type, seq, value: wire.value };
    case 'tool_call': {
      const { id, name, args } = wire.call;
      return { type: wire.type, seq, id, name, args };
    }
    case 'approval_requested': {
      const { id, name, args, asks } = wire.call;
      const { hash, reason } = asks?.kind === 'approval' ? asks : { hash: '', reason: '' };
      return { type: wire.type, seq, id, name, args, hash, reason };
    }
    case 'tool_result_applied': {
      const { id, name, value, error } = wire;
      return { type: wire.type, seq, id, name, ok: wire.ok === true, value, error };
    }
  }
}

/** The event that ends a stream. */
export function lastEvent(result: Result, seq: number): FinalEvent | ErrorEvent {
  return { type: result.ok ? 'final' : 'error', seq, result };
}
