/** A record of each call, for who must answer for it. */

import { checkWhole, isRecord, refuseUnknown } from './checks';
import type { RefusedBy } from './contract';
import { errorOf } from './errors';
import type { NativeEnclave } from './native';
import { camelKeys } from './result';

/**
 * One call, written when it is over: answered, refused, or cut off by the end of its session. Arguments and message are
 * redacted; results are not in it.
 */
export interface AuditRecord {
  /** When the script made the call, in milliseconds since 1970 UTC, by the session's clock. */
  readonly atMs: number;
  /** The session's id. */
  readonly session: string;
  readonly tenant?: string;
  /** The call's id in its session, from 1. */
  readonly callId: number;
  readonly tool: string;
  /** References stand as their handles. */
  readonly arguments: unknown;
  readonly outcome: 'ok' | 'failed' | 'refused' | 'unfinished';
  /** The code that the script saw; none for a result. */
  readonly code?: string;
  readonly message?: string;
  /** What refused it; none where the function was called. */
  readonly refusedBy?: RefusedBy;
  /** What was approved: SHA-256 of name and arguments, in hexadecimal digits. */
  readonly approved?: string;
  /** From the call to its end, by the session's clock. */
  readonly durationMs: number;
  /** Size of the arguments, in bytes as JSON. */
  readonly bytesOut: number;
  /** Size of the result, in bytes as JSON; that of the handle where it went by reference. */
  readonly bytesIn: number;
}

/** A file of JSON lines. A full one is renamed to `PATH.1`, that to `PATH.2`, and so on; the oldest is removed. */
export interface AuditFile {
  readonly path: string;
  /** From what size on it is renamed, in bytes; 64 MiB unless said. */
  readonly maxBytes?: number;
  /** Files that are kept besides the one that is written; 5 unless said. */
  readonly maxFiles?: number;
}

/** Where records go: a callback, `jsonl:PATH`, or a file with its sizes. */
export type AuditOption = ((record: AuditRecord) => void) | string | AuditFile;

/** The option in the contract's spelling; none for a callback, which the core does not have. */
export function auditFrom(audit: unknown): unknown {
  if (audit === undefined || typeof audit === 'function' || typeof audit === 'string') {
    return typeof audit === 'string' ? audit : undefined;
  }
  if (!isRecord(audit) || typeof audit['path'] !== 'string') {
    throw errorOf('INVALID_CONFIG', '`audit` must be a function, `jsonl:PATH`, or an object with a `path`');
  }
  refuseUnknown(audit, ['path', 'maxBytes', 'maxFiles'], '`audit`');
  const { path, maxBytes, maxFiles } = audit;
  checkWhole(maxBytes, '`audit.maxBytes`');
  checkWhole(maxFiles, '`audit.maxFiles`');
  return { path, max_bytes: maxBytes, max_files: maxFiles };
}

/** Gives records to a callback, between the steps of runs. One that throws loses no run: the process is warned. */
export class Auditor {
  constructor(
    readonly native: NativeEnclave,
    readonly callback: (record: AuditRecord) => void,
  ) {}

  /** Gives what came since the last time. */
  tell(): void {
    for (const text of this.native.takeAudit()) {
      try {
        this.callback(camelKeys(JSON.parse(text)) as unknown as AuditRecord);
      } catch (error) {
        process.emitWarning(`the audit callback failed: ${String(error)}`, { code: 'ENCLAVE_AUDIT' });
      }
    }
  }
}
