/** What a host may set, checked by name and turned into the contract's spelling. */

import type { OnApproval } from './call';
import { checkType, checkWhole, isRecord, listed, refuseUnknown } from './checks';
import { type AuditOption, auditFrom } from './audit';
import {
  type DiagnosticCode,
  EVENT_TYPES,
  type Isolation,
  type Language,
  type Level,
  type Limits,
  type PoolOptions,
  type RateLimit,
  type RedactOptions,
  type RuleOptions,
  type RuleSetting,
  type ScoringOptions,
  type WorkerReuse,
} from './contract';
import { type EnclaveError, errorOf } from './errors';
import type { EnclaveEvent } from './events';
import { native } from './native';
import { type PolicyRule, type Predicates, policyFrom } from './policy';
import { camelCase } from './result';
import { type AnyToolHandler, Tool, type ToolContext, rateLimitFrom, tool } from './tool';

/** A tool, or a handler alone. */
export type ToolLike = Tool | ((args: never, context: ToolContext) => unknown);

/** What an `Enclave` is made of. */
export interface EnclaveOptions {
  /** Tools by name; `users:list` is `tools.users.list` in a script. */
  readonly tools?: Readonly<Record<string, ToolLike>>;
  /** Answers every name that is not in `tools`. */
  readonly toolHandler?: AnyToolHandler;
  /** Which calls are allowed, refused, or wait for an approval; the first rule that matches decides. */
  readonly policy?: readonly PolicyRule[];
  /** Decides about calls that wait for an approval; without it they are denied. */
  readonly onApproval?: OnApproval;
  /** How often one session may call tools, all together. */
  readonly rateLimit?: RateLimit;
  /** Where a record of each call goes, allowed or not: a callback, `jsonl:PATH`, or a file with its sizes. */
  readonly audit?: AuditOption;
  /** What records hide besides common secrets. */
  readonly redact?: RedactOptions;
  /** A result that takes more bytes as JSON stays with the host, as of a `Reference`; none does unless said. */
  readonly referenceBytes?: number;
  /** What a session's references may take together, in bytes as JSON; 128 MiB unless said. */
  readonly maxReferenceBytes?: number;
  /**
   * Values by name that only handlers may have: those of tools that name them get them in their context. They are taken
   * out of whatever a tool gives, errors included.
   */
  readonly secrets?: Readonly<Record<string, string>>;
  /** How much a script is trusted; chooses every default. */
  readonly level?: Level;
  /** The language; the level's when absent. */
  readonly language?: Language;
  /** Where the engines run: `in_process` or `process`; the level's when absent (strict and secure: `process`). */
  readonly isolation?: Isolation;
  /** Settings of the worker processes, such as `{ maxWorkers: 8 }`; the level's when absent. */
  readonly pool?: PoolOptions;
  /** Whether a worker may serve another session of the same tenant: `never` (unless said) or `tenant`. */
  readonly workerReuse?: WorkerReuse;
  /** Whether workers may run where this system cannot hold them by seccomp. */
  readonly allowDegraded?: boolean;
  /** How often a session goes on with another worker, from its journal, when one is lost; 0 unless said. */
  readonly retryLost?: number;
  /** Limits that differ from the level's. */
  readonly limits?: Limits;
  /** What scripts see as the frozen `context`. */
  readonly context?: unknown;
  /** Rules that are switched off or made warnings. */
  readonly rules?: Readonly<Partial<Record<DiagnosticCode, RuleSetting | RuleOptions>>>;
  /** The scoring gate. */
  readonly scoring?: ScoringOptions;
  /**
   * Where the journals of all runs are kept, so that they outlive this process: `sqlite:PATH`, `file:FOLDER` or
   * `memory:`. See `recover`.
   */
  readonly journal?: string;
  /**
   * How long a session waits, in milliseconds, before it drops its engine, to be made again from its journal when an
   * answer comes; 60 000 unless said.
   */
  readonly hibernateAfterMs?: number;
}

/** What one run may set for itself. */
export interface RunOptions {
  /** Cancels the run. */
  readonly signal?: AbortSignal;
  /** The script's `context`, in place of the `Enclave`'s. */
  readonly context?: unknown;
  /** Limits that differ from the `Enclave`'s. */
  readonly limits?: Limits;
  /** The session's id. */
  readonly sessionId?: string;
  /** Whose run it is: worker processes are shared out evenly between tenants. */
  readonly tenant?: string;
  /** Decides about calls that wait for an approval, in place of the `Enclave`'s. */
  readonly onApproval?: OnApproval;
}

/** What a stream may set for itself. */
export interface StreamOptions extends RunOptions {
  /** The types of events that are wanted besides the last; all unless said. */
  readonly types?: readonly EnclaveEvent['type'][];
}

const ENCLAVE_OPTIONS: readonly (keyof EnclaveOptions)[] = [
  'tools',
  'toolHandler',
  'policy',
  'onApproval',
  'rateLimit',
  'audit',
  'redact',
  'referenceBytes',
  'maxReferenceBytes',
  'secrets',
  'level',
  'language',
  'isolation',
  'pool',
  'workerReuse',
  'allowDegraded',
  'retryLost',
  'limits',
  'context',
  'rules',
  'scoring',
  'journal',
  'hibernateAfterMs',
];
const RUN_OPTIONS: readonly (keyof RunOptions)[] = ['signal', 'context', 'limits', 'sessionId', 'tenant', 'onApproval'];

/** A value of the type of each limit, by its name in TypeScript; with the contract's name. */
const LIMITS = new Map<string, readonly [string, unknown]>(
  Object.entries(JSON.parse(native.NativeEnclave.knownLimits()) as Record<string, unknown>).map(([name, sample]) => [
    camelCase(name),
    [name, sample],
  ]),
);

/** The configuration as JSON for the core, the tools by name, and the predicates of the policy. */
export function configFrom(options: EnclaveOptions): [string, Map<string, Tool>, Predicates] {
  refuseUnknown(options, ENCLAVE_OPTIONS, 'of `Enclave`');
  const { level, language, isolation, limits, rules, scoring, toolHandler } = options;
  if (toolHandler !== undefined && typeof toolHandler !== 'function') {
    throw errorOf('INVALID_CONFIG', '`toolHandler` must be a function');
  }
  const { journal, hibernateAfterMs, pool, workerReuse, allowDegraded, retryLost } = options;
  for (const [name, value] of Object.entries({ level, language, isolation, journal, workerReuse })) {
    if (value !== undefined && typeof value !== 'string') {
      throw errorOf('INVALID_CONFIG', `\`${name}\` must be a string`);
    }
  }
  const { policy, onApproval, rateLimit, referenceBytes, maxReferenceBytes } = options;
  checkType(onApproval, 'function', '`onApproval`');
  checkWhole(referenceBytes, '`referenceBytes`');
  checkWhole(maxReferenceBytes, '`maxReferenceBytes`');
  const [policyRules, predicates] = policyFrom(policy);
  if (hibernateAfterMs !== undefined && !(Number.isSafeInteger(hibernateAfterMs) && hibernateAfterMs >= 0)) {
    throw errorOf('INVALID_CONFIG', '`hibernateAfterMs` must be a whole number of milliseconds, at least 0');
  }
  for (const [name, value] of Object.entries({ rules, scoring, pool, tools: options.tools })) {
    if (value !== undefined && !isRecord(value)) {
      throw errorOf('INVALID_CONFIG', `\`${name}\` must be an object`);
    }
  }
  const tools = new Map(Object.entries(options.tools ?? {}).map(([name, value]) => [name, toolFrom(name, value)]));
  const config = {
    level,
    language,
    isolation,
    pool: pool === undefined ? undefined : snakeKeys(pool),
    worker_reuse: workerReuse,
    allow_degraded: allowDegraded,
    retry_lost: retryLost,
    limits: limits === undefined ? undefined : limitsFrom(limits),
    rules,
    scoring,
    tools: [...tools].map(([name, value]) => value.spec(name)),
    any_tool: toolHandler !== undefined,
    policy: policyRules,
    audit: auditFrom(options.audit),
    redact: options.redact,
    rate_limit: rateLimitFrom(rateLimit, 'of `Enclave`'),
    reference_bytes: referenceBytes,
    max_reference_bytes: maxReferenceBytes,
    journal,
    hibernate_after_ms: hibernateAfterMs,
  };
  return [JSON.stringify(config), tools, predicates];
}

/** Refuses what no run takes. */
export function checkRunOptions(options: RunOptions): void {
  refuseUnknown(options, RUN_OPTIONS, 'of a run');
  checkType(options.onApproval, 'function', '`onApproval`');
  for (const [name, value] of Object.entries({ sessionId: options.sessionId, tenant: options.tenant })) {
    if (value !== undefined && typeof value !== 'string') {
      throw errorOf('INVALID_CONFIG', `\`${name}\` must be a string`);
    }
  }
}

/** The types of events that a stream gives. */
export function typesFrom({ types }: StreamOptions): ReadonlySet<string> {
  for (const type of types ?? []) {
    if (!EVENT_TYPES.includes(type)) {
      throw errorOf('INVALID_CONFIG', `there is no event of type \`${type}\`; there are ${listed(EVENT_TYPES)}`);
    }
  }
  return new Set(types ?? EVENT_TYPES);
}

/** Limits in the contract's spelling. */
export function limitsFrom(limits: Limits): Record<string, unknown> {
  if (!isRecord(limits)) {
    throw errorOf('INVALID_CONFIG', '`limits` must be an object');
  }
  const entries = Object.entries(limits).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const known = LIMITS.get(name);
      if (known === undefined) {
        throw errorOf('INVALID_CONFIG', unknownLimit(name));
      }
      const [contractName, sample] = known;
      if (typeof sample === 'number' && !(Number.isSafeInteger(value) && (value as number) >= 0)) {
        throw errorOf('INVALID_CONFIG', `\`limits.${name}\` must be a whole number, at least 0`);
      }
      if (typeof value !== typeof sample) {
        throw errorOf('INVALID_CONFIG', `\`limits.${name}\` must be a ${typeof sample}`);
      }
      return [contractName, value];
    }),
  );
}

/** An error that the library threw, in TypeScript's spelling. */
export function configError(thrown: unknown): EnclaveError {
  const { code, message } = thrown as { code: EnclaveError['code']; message: string };
  const renamed = message
    .replace(/`(limits|pool)\.([a-z_]+)`/g, (_, of: string, name: string) => `\`${of}.${camelCase(name)}\``)
    .replace(/^`rate_limit( of tool `.+`)?\.([a-z_]+)`/, (_, of: string | undefined, name: string) =>
      of === undefined ? `\`rateLimit.${camelCase(name)}\`` : `\`rateLimit.${camelCase(name)}\`${of}`,
    );
  return errorOf(code, renamed);
}

function toolFrom(name: string, value: unknown): Tool {
  if (value instanceof Tool) {
    return value;
  }
  if (typeof value === 'function') {
    return tool({ handler: value as (args: unknown) => unknown });
  }
  if (!isRecord(value)) {
    throw errorOf('INVALID_CONFIG', `the tool \`${name}\` must be made by \`tool\` or be a function`);
  }
  return tool(value as unknown as Parameters<typeof tool>[0]);
}

/** An object with its keys in the contract's spelling. */
function snakeKeys(options: object): Record<string, unknown> {
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [snake(name), value]));
}

function unknownLimit(name: string): string {
  const inCamelCase = camelCase(name);
  const meant = LIMITS.has(inCamelCase) ? `; write \`${inCamelCase}\`` : '';
  return `unknown limit \`${name}\`${meant}`;
}
