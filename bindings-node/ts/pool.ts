/** The worker processes of an `Enclave`, and what holds them. */

import type { NativeEnclave } from './native';
import { camelKeys } from './result';

/** How a pool of worker processes stands; the counts are since it was started. */
export interface PoolStats {
  /** Workers that wait, locked down, for a session. */
  readonly ready: number;
  /** Workers that sessions have. */
  readonly leased: number;
  /** Sessions that wait for a worker. */
  readonly queued: number;
  /** Workers that were started. */
  readonly started: number;
  /** Workers that served a session of the same tenant again. */
  readonly recycled: number;
  /** Workers that ended while a session had them. */
  readonly lost: number;
  /** Those of them that the host killed: past a limit, or for what they sent. */
  readonly killed: number;
  /** The most workers that sessions had at once. */
  readonly peak: number;
  /** Sessions that were refused since the queue was full. */
  readonly queueFull: number;
  /** Sessions that waited for too long. */
  readonly queueTimeouts: number;
}

/** Something that happened to a worker. */
export interface PoolEvent {
  /** When, in milliseconds since 1970 UTC. */
  readonly atMs: number;
  /** What. */
  readonly kind: 'started' | 'recycled' | 'lost';
  /** The worker's process. */
  readonly pid: number;
  /** Why it was lost; empty otherwise. */
  readonly reason: string;
}

/** One thing that holds the engines. */
export interface Measure {
  /** Such as `seccomp`. */
  readonly name: string;
  /** Whether it holds them here. */
  readonly active: boolean;
  /** Whether `isolation: 'process'` is refused without it. */
  readonly mandatory: boolean;
  /** What it does, or why it is not active. */
  readonly detail: string;
}

/** What holds the engines of an `Enclave` here. */
export interface IsolationReport {
  /** Where they are. */
  readonly isolation: 'in_process' | 'process';
  /** What holds a worker; none in process. */
  readonly measures: readonly Measure[];
}

/** The worker processes of an `Enclave`. From `Enclave.pool`. */
export class Pool {
  readonly #library: NativeEnclave;

  /** Made by `Enclave.pool`. */
  constructor(library: NativeEnclave) {
    this.#library = library;
  }

  /** How the pool stands. */
  stats(): PoolStats {
    return camelKeys(JSON.parse(this.#library.poolStats())) as unknown as PoolStats;
  }

  /** What happened since this was last asked, oldest first; the last 256 at most. */
  events(): readonly PoolEvent[] {
    const events = JSON.parse(this.#library.poolEvents()) as Record<string, unknown>[];
    return events.map((event) => camelKeys(event) as unknown as PoolEvent);
  }
}
