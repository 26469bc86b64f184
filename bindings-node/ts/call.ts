/** Calls that wait for their host. */

import type { WireCall } from './wire';

interface Waiting {
  /** Unique in its session, counted from 1 in the order of the script's calls. */
  readonly id: number;
  readonly name: string;
  readonly args: unknown;
}

/** A call that waits for its tool's answer. */
export interface ToolCall extends Waiting {
  readonly kind: 'tool';
  /**
   * Whether an earlier process was given the call, so that nobody knows whether its tool was called. Never set for tools
   * that are declared `idempotent` or `readOnly`.
   */
  readonly uncertain?: true;
}

/** A call that waits for an approval. Results that stay with the host stand as their handles in `args`. */
export interface ApprovalCall extends Waiting {
  readonly kind: 'approval';
  /** What is approved: SHA-256 of the name and the arguments, in hexadecimal digits. */
  readonly hash: string;
  /** Why a policy asks; empty when it says nothing. */
  readonly reason: string;
}

/** A call that waits for what `kind` says. */
export type Call = ToolCall | ApprovalCall;

/** Whether a call may be made: `true`, or `false` or the reason why not. */
export type Approval = boolean | string;

/** Decides about a call that waits for an approval. One that throws denies it. */
export type OnApproval = (call: ApprovalCall) => Approval | Promise<Approval>;

/** A call as a host sees it. */
export function callFrom({ id, name, args, asks, uncertain }: WireCall): Call {
  if (asks?.kind === 'approval') {
    return { kind: 'approval', id, name, args, hash: asks.hash, reason: asks.reason };
  }
  return { kind: 'tool', id, name, args, ...(uncertain === undefined ? {} : { uncertain }) };
}
