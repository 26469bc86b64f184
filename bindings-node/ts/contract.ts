/** The contract's types, as TypeScript has them. */

/** How much a script is trusted; chooses every default. */
export type Level = 'strict' | 'secure' | 'standard' | 'permissive';

/** Which constructs a script may use. */
export type Language = 'agentscript' | 'javascript';

/** Where the engine runs. */
export type Isolation = 'in_process' | 'process';

/** What a host makes of a rule. */
export type RuleSetting = 'off' | 'warn' | 'error';

/** What the scoring gate does. */
export type ScoringMode = 'off' | 'warn' | 'block';

/** The scoring gate's settings; what is absent is the level's. */
export interface ScoringOptions {
  /** What the gate does. */
  readonly mode?: ScoringMode;
  /** The total from which a warning is given. */
  readonly warn?: number;
  /** The total from which a script is refused in `block` mode. */
  readonly block?: number;
}

/** Which characters of the source are refused, beyond null bytes. */
export type UnicodeChecks = 'all' | 'bidi_homoglyph' | 'bidi' | 'none';

/** Limits that a host sets; what is absent is the level's. */
export interface Limits {
  /** Wall-clock time of a run while it is live, in milliseconds. A session that is driven by hand does not count the time it waits for its host. */
  readonly timeoutMs?: number;
  /** Time that the engine computes, in milliseconds. Waiting for tools is not counted. */
  readonly cpuMs?: number;
  /** Loop turns of the whole run. Callbacks of array methods and recursion are not counted. */
  readonly maxIterations?: number;
  /** Tool calls of the whole run, refused ones included. */
  readonly maxToolCalls?: number;
  /** Tool calls that the host answers at the same time; further ones wait their turn. */
  readonly maxConcurrentCalls?: number;
  /** Memory of the engine, in bytes: heap, strings, buffers and compiled code. Values on the host's side are not counted. */
  readonly memoryBytes?: number;
  /** Stack of the engine, in bytes. */
  readonly stackBytes?: number;
  /** Calls of `console`. */
  readonly maxConsoleCalls?: number;
  /** Text written to `console`, in bytes. */
  readonly maxConsoleBytes?: number;
  /** Levels of nesting in one value that crosses. */
  readonly maxValueDepth?: number;
  /** Keys and items in one value that crosses. */
  readonly maxValueNodes?: number;
  /** Size of one tool result, one call's arguments or the return value, in bytes of its text, keys and numbers. */
  readonly maxValueBytes?: number;
  /** Size of the source, in bytes of UTF-8. */
  readonly maxInputBytes?: number;
  /** Length of one line of the source, in characters. */
  readonly maxLineLength?: number;
  /** Lines of the source. */
  readonly maxLines?: number;
  /** Brackets and templates open at once in the source. */
  readonly maxNesting?: number;
  /** Operators that follow each other directly in the source. */
  readonly maxConsecutiveOperators?: number;
  /** Regular expression literals in the source. */
  readonly maxRegexes?: number;
  /** Length of one regular expression literal, in characters. */
  readonly maxRegexLength?: number;
  /** Size of one string or template literal, in bytes of the source. */
  readonly maxStringBytes?: number;
  /** Size of all string and template literals together, in bytes of the source. */
  readonly maxTotalStringBytes?: number;
  /** Whether stacks are removed from errors. */
  readonly sanitizeStack?: boolean;
  /** Whether the script's clock stands still at the start of the run. */
  readonly blockTiming?: boolean;
  /** Which characters of the source are refused. */
  readonly unicodeChecks?: UnicodeChecks;
  /** Whether a tool's name may be computed at run time. */
  readonly dynamicToolNames?: boolean;
}

/** Why a run ended without a value, or why a tool call was refused. */
export type ErrorCode =
  | 'VALIDATION_ERROR'
  | 'SCORING_BLOCKED'
  | 'EXECUTION_ERROR'
  | 'TIMEOUT'
  | 'CPU_LIMIT_EXCEEDED'
  | 'MAX_ITERATIONS'
  | 'MEMORY_LIMIT_EXCEEDED'
  | 'STACK_OVERFLOW'
  | 'MAX_TOOL_CALLS'
  | 'TOOL_ERROR'
  | 'TOOL_NOT_FOUND'
  | 'TOOL_ARGUMENTS_INVALID'
  | 'TOOL_DENIED'
  | 'TOOL_TIMEOUT'
  | 'RATE_LIMITED'
  | 'CONSOLE_LIMIT_EXCEEDED'
  | 'SERIALIZATION_ERROR'
  | 'OUTPUT_TOO_LARGE'
  | 'DEADLOCK'
  | 'CANCELLED'
  | 'WORKER_LOST'
  | 'QUEUE_FULL'
  | 'QUEUE_TIMEOUT'
  | 'REPLAY_DIVERGED'
  | 'INVALID_CONFIG'
  | 'INTERNAL';

/** What a static layer found in a script. */
export type DiagnosticCode =
  | 'INPUT_TOO_LARGE'
  | 'LINE_LIMIT'
  | 'NESTING_TOO_DEEP'
  | 'EXPRESSION_TOO_LONG'
  | 'OPERATOR_RUN'
  | 'STRING_TOO_LONG'
  | 'REGEX_LIMIT'
  | 'CONTROL_CHARACTER'
  | 'UNICODE_SECURITY'
  | 'REGEX_REDOS'
  | 'PARSE_ERROR'
  | 'NO_EVAL'
  | 'DISALLOWED_IDENTIFIER'
  | 'UNKNOWN_GLOBAL'
  | 'NO_GLOBAL_ACCESS'
  | 'NO_CONSTRUCTOR_ACCESS'
  | 'NO_META_PROGRAMMING'
  | 'NO_DANGEROUS_DESTRUCTURING'
  | 'NO_COMPUTED_DESTRUCTURING'
  | 'RESERVED_PREFIX'
  | 'NO_USER_FUNCTION'
  | 'FORBIDDEN_LOOP'
  | 'INFINITE_LOOP'
  | 'UNREACHABLE_CODE'
  | 'NO_REGEX_LITERAL'
  | 'NO_REGEX_METHOD'
  | 'JSON_CALLBACK_NOT_ALLOWED'
  | 'RESOURCE_EXHAUSTION'
  | 'NO_CALL_TARGET_ASSIGNMENT'
  | 'DYNAMIC_CALL_TARGET'
  | 'UNKNOWN_TOOL'
  | 'INVALID_TOOL_ARGUMENTS'
  | 'REQUIRED_CALL_MISSING'
  | 'NO_ASYNC'
  | 'NO_IMPORT';

/** A place in the author's source: both numbers start at 1, the column counts characters. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A range of the author's source; `end` is the place just behind it. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** One finding of layers 0 or 1. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** `error`: the script does not run. `warning`: it does. */
  readonly severity: 'error' | 'warning';
  /** What was found. */
  readonly message: string;
  /** What to write instead. */
  readonly help: string;
  readonly span: Span;
  /** The source line with a caret under the place; empty when the line is too long to show. */
  readonly snippet: string;
}

/** The method of `console` that was called. */
export type ConsoleLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

/** One call of `console`. */
export interface ConsoleEntry {
  readonly level: ConsoleLevel;
  readonly text: string;
}

/** One thing that the scoring gate noticed. */
export interface Signal {
  readonly name: string;
  /** What it adds to the score. */
  readonly points: number;
  readonly message: string;
  /** Line of the author's source, when there is one place. */
  readonly line: number | null;
}

/** The scoring gate's verdict: 0 (harmless) to 100, and what it is made of. */
export interface Score {
  readonly total: number;
  readonly signals: readonly Signal[];
}

/** What a run cost. */
export interface Stats {
  /** Wall-clock time from the start to the end, in milliseconds. */
  readonly durationMs: number;
  /** Time that the engine computed, in milliseconds. */
  readonly cpuMs: number;
  /** Time that the static layers took, in milliseconds; 0 when the script was in the cache. */
  readonly staticMs: number;
  /** Whether the static layers were skipped because this script had passed them before. */
  readonly cached: boolean;
  /** Tool calls, refused ones included. */
  readonly toolCalls: number;
  /** Loop turns. */
  readonly iterations: number;
  /** The most memory that the engine held at once, in bytes. */
  readonly memoryPeakBytes: number;
  /** Keys `__proto__`, `constructor` and `prototype` that did not cross. */
  readonly droppedKeys: number;
}

/** What a tool does to the world, as its owner declares it. All `false` unless said. */
export interface Annotations {
  /** Changes nothing. */
  readonly readOnly?: boolean;
  /** May destroy what cannot be brought back. */
  readonly destructive?: boolean;
  /** Calling it twice is as good as calling it once. */
  readonly idempotent?: boolean;
  /** Reaches outside the host's own systems. */
  readonly openWorld?: boolean;
}
