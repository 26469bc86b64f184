/** The native library and its mailbox, once for each environment (Node's main thread, or one of its workers). */

import { binaryPath } from './binary';

/** A run as the library drives it. */
export interface NativeSession {
  /** What is said of a call throws `INVALID_CONFIG` where the session waits for something else. */
  resolve(id: number, tape: string, byReference: boolean): void;
  reject(id: number, code: string, message: string, dataTape: string | undefined): void;
  approve(id: number, hash: string | undefined): void;
  deny(id: number, reason: string): void;
  judge(id: number, holds: boolean): void;
  /** The next step's text when it is ready within so many microseconds; else the mailbox brings it. */
  advance(patience: number): string | null;
  /** Stands still until the step is computed, and takes it from the mailbox; `null` when there is none. */
  wait(): string | null;
  cancel(): void;
  dump(key: Uint8Array | undefined, singleUse: boolean): Buffer;
  /** Decides that an uncertain call is made once more. */
  retry(id: number): void;
  /** Lets the time that the session waits count from now on. */
  goLive(): void;
  /** A run of its own under that token, from before the answer to a call. */
  fork(token: number, at: number): NativeSession;
  /** Every call, as the script has them, or whole: with what handles stand for. */
  calls(whole: boolean): string;
}

/** What one run sets for itself. */
export interface NativePlan {
  readonly code: string;
  readonly context?: string;
  readonly limits?: string;
  readonly sessionId?: string;
  readonly tenant?: string;
  readonly manual: boolean;
  readonly dump?: Uint8Array;
  readonly key?: Uint8Array | undefined;
  readonly claimed?: boolean;
  readonly recover?: string;
  readonly events: boolean;
}

/** A value that only the host's functions may have. */
export interface NativeSecret {
  readonly name: string;
  readonly value: string;
}

/** Configuration, tools and the cache of approved scripts. */
export interface NativeEnclave {
  check(code: string): string;
  toolPrompt(options: string): string;
  searchTools(query: string, limit: number): string;
  describeTool(name: string): string | null;
  isIsolated(): boolean;
  isolationReport(): string;
  poolStats(): string;
  poolEvents(): string;
  takeAudit(): string[];
  close(): void;
  session(mailbox: NativeMailbox, token: number, plan: NativePlan): NativeSession;
  unfinished(): string[];
  claim(id: string): boolean;
  forget(sessionId: string): void;
}

interface NativeMailbox {
  collect(): (number | string)[];
}

interface NativeLibrary {
  readonly NativeMailbox: new (wake: () => void) => NativeMailbox;
  readonly NativeEnclave: {
    new (config: string, contextTape: string, secrets: readonly NativeSecret[], audited: boolean): NativeEnclave;
    /** The limits that exist, each with a value of its type. */
    knownLimits(): string;
    /** The limits that follow from a configuration, with that of references. */
    limitsOf(config: string): string;
    /** The id that must be claimed before a dump is loaded. */
    claimOf(dump: Uint8Array, key: Uint8Array | undefined): string | null;
  };
}

/** Who is told of a run's steps and events. */
export interface Receiver {
  onStep(text: string): void;
  onEvent(text: string): void;
}

/** The library. */
export const native = require(binaryPath()) as NativeLibrary;

const STEP = 0;
const LONGEST_DELAY_MS = 2 ** 31 - 1;

const receivers = new Map<number, Receiver>();
const mailbox = new native.NativeMailbox(collect);
let lastToken = 0;

/** Keeps the event loop alive, and with it the process, while something computes. */
const keepAlive = setInterval(() => {}, LONGEST_DELAY_MS).unref();

/** A run that nothing drives yet. */
export function nativeSession(enclave: NativeEnclave, plan: NativePlan): [number, NativeSession] {
  const token = nextToken();
  return [token, enclave.session(mailbox, token, plan)];
}

/** A fork of a run, from before the answer to a call. */
export function nativeFork(session: NativeSession, at: number): [number, NativeSession] {
  const token = nextToken();
  return [token, session.fork(token, at)];
}

/** Tokens are 32 bits wide; one that is taken is passed over. */
function nextToken(): number {
  do {
    lastToken = (lastToken + 1) % 2 ** 32;
  } while (receivers.has(lastToken));
  return lastToken;
}

/** Until `stopListening`, what the run's thread posts goes to `receiver`, and the process stays alive. */
export function listen(token: number, receiver: Receiver): void {
  if (receivers.size === 0) {
    keepAlive.ref();
  }
  receivers.set(token, receiver);
}

/** Whether anything computes here. */
export function isComputing(): boolean {
  return receivers.size > 0;
}

/** The end of `listen`. */
export function stopListening(token: number): void {
  if (receivers.delete(token) && receivers.size === 0) {
    keepAlive.unref();
  }
}

function collect(): void {
  const items = mailbox.collect();
  for (let at = 0; at + 2 < items.length; at += 3) {
    const receiver = receivers.get(items[at] as number);
    const text = items[at + 2] as string;
    if (items[at + 1] === STEP) {
      receiver?.onStep(text);
    } else {
      receiver?.onEvent(text);
    }
  }
}
