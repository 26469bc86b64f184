/** Errors, by what the caller does next. `errorOf` is the one place that maps codes to classes. */

import type { Diagnostic, ErrorCode } from './contract';

/** What an error says beyond its code and message. */
export interface ErrorDetails {
  readonly name?: string;
  readonly line?: number | null;
  readonly column?: number | null;
  readonly help?: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly data?: unknown;
  /** The text of `toString()`. */
  readonly text?: string;
}

/** Why a run has no value. `toString()` is text from which a model can repair its script. */
export class EnclaveError extends Error {
  /** The stable, public code, such as `TIMEOUT`. */
  readonly code: ErrorCode;
  /** The error's name as the script had it (`TypeError`), or else the code. */
  override readonly name: string;
  /** Line in the author's source, from 1. */
  readonly line: number | undefined;
  /** Column in the author's source, from 1. */
  readonly column: number | undefined;
  /** What to write instead; empty where nothing better than the message is known. */
  readonly help: string;
  /** What the static layers found. */
  readonly diagnostics: readonly Diagnostic[];
  /** More about it: a tool error's own code and data, a limit's name and number. */
  readonly data: unknown;
  readonly #text: string;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.name = details.name ?? code;
    this.line = details.line ?? undefined;
    this.column = details.column ?? undefined;
    this.help = details.help ?? '';
    this.diagnostics = details.diagnostics ?? [];
    this.data = details.data;
    this.#text = details.text ?? `${code}: ${message}`;
    if (details.text !== undefined) {
      // Where the host made the object says nothing of the script.
      this.stack = details.text;
    }
  }

  override toString(): string {
    return this.#text;
  }

  /** `message` stands in no enumerable property, so that JSON would lose it. */
  toJSON(): Record<string, unknown> {
    const { code, name, message, line, column, help, diagnostics, data } = this;
    return { code, name, message, line, column, help, diagnostics, data };
  }
}

/** A static layer refused the script: have it repaired. Nothing of it ran. */
export class RejectedError extends EnclaveError {}

/** The script failed while it ran: have it repaired. Tools may have been called. */
export class ScriptError extends EnclaveError {}

/** A limit ended the run: have it do less, or raise the limit. */
export class LimitError extends EnclaveError {}

/** A tool call failed and the script did not catch it: look at `result.calls`. */
export class ToolCallError extends EnclaveError {}

/** The run was ended from outside or found no place: run it again. */
export class InterruptedRunError extends EnclaveError {}

/** The configuration is wrong; the message names the option. */
export class ConfigError extends EnclaveError {}

/** A defect of Enclave or of a stored session: report it. */
export class InternalError extends EnclaveError {}

const CLASSES: Readonly<Record<ErrorCode, typeof EnclaveError>> = {
  VALIDATION_ERROR: RejectedError,
  SCORING_BLOCKED: RejectedError,
  EXECUTION_ERROR: ScriptError,
  SERIALIZATION_ERROR: ScriptError,
  DEADLOCK: ScriptError,
  TIMEOUT: LimitError,
  CPU_LIMIT_EXCEEDED: LimitError,
  MAX_ITERATIONS: LimitError,
  MEMORY_LIMIT_EXCEEDED: LimitError,
  STACK_OVERFLOW: LimitError,
  MAX_TOOL_CALLS: LimitError,
  CONSOLE_LIMIT_EXCEEDED: LimitError,
  OUTPUT_TOO_LARGE: LimitError,
  TOOL_ERROR: ToolCallError,
  TOOL_NOT_FOUND: ToolCallError,
  TOOL_ARGUMENTS_INVALID: ToolCallError,
  TOOL_DENIED: ToolCallError,
  TOOL_TIMEOUT: ToolCallError,
  RATE_LIMITED: ToolCallError,
  CANCELLED: InterruptedRunError,
  WORKER_LOST: InterruptedRunError,
  QUEUE_FULL: InterruptedRunError,
  QUEUE_TIMEOUT: InterruptedRunError,
  INVALID_CONFIG: ConfigError,
  REPLAY_DIVERGED: InternalError,
  INTERNAL: InternalError,
};

/** The error of that code. */
export function errorOf(code: ErrorCode, message: string, details?: ErrorDetails): EnclaveError {
  const ErrorClass = CLASSES[code] ?? EnclaveError;
  return new ErrorClass(code, message, details);
}

/** What a tool throws so that the script sees the message, the code and the data, and can catch it. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  /** The tool's own code, such as `NO_SUCH_USER`. */
  readonly code: string;
  /** Data for the script. */
  readonly data: unknown;

  constructor(message: string, { code = 'TOOL_ERROR', data, cause }: { code?: string; data?: unknown; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.data = data;
  }
}
