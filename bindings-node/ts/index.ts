/**
 * Enclave runs JavaScript that a language model wrote, with your tools, without trusting a line of it.
 *
 * @packageDocumentation
 */

export type { Approval, ApprovalCall, Call, OnApproval, ToolCall } from './call';
export { type CassetteCall, CassetteError, CassetteMiss } from './cassette';
export type {
  Annotations,
  ConsoleEntry,
  ConsoleLevel,
  Diagnostic,
  DiagnosticCode,
  ErrorCode,
  Isolation,
  Language,
  Level,
  Limits,
  PoolOptions,
  PromptOptions,
  PromptStyle,
  Position,
  RateLimit,
  RedactOptions,
  RefusedBy,
  RuleOptions,
  RuleSetting,
  Score,
  ScoringMode,
  ScoringOptions,
  Signal,
  Span,
  Stats,
  UnicodeChecks,
  WorkerReuse,
} from './contract';
export type { AuditFile, AuditOption, AuditRecord } from './audit';
export { Enclave, type LoadOptions, Report, type ToolMatch } from './enclave';
export {
  ConfigError,
  EnclaveError,
  InternalError,
  InterruptedRunError,
  LimitError,
  RejectedError,
  ScriptError,
  ToolCallError,
  ToolError,
} from './errors';
export type {
  ApprovalRequestedEvent,
  EnclaveEvent,
  ErrorEvent,
  FinalEvent,
  HeartbeatEvent,
  LogEvent,
  PartialResultEvent,
  SessionInitEvent,
  StdoutEvent,
  ToolCallEvent,
  ToolProgressEvent,
  ToolResultAppliedEvent,
} from './events';
export type { EnclaveOptions, RunOptions, StreamOptions, ToolLike } from './options';
export type { IsolationReport, Measure, Pool, PoolEvent, PoolStats } from './pool';
export type { PolicyRule, Predicate } from './policy';
export type { Cassette } from './recording';
export { Reference } from './reference';
export { type CallRecord, Result } from './result';
export type { JsonSchema, StandardSchema } from './schema';
export { type FinishOptions, Session } from './session';
export { type AnyToolHandler, Tool, type ToolContext, type ToolDescription, tool } from './tool';
