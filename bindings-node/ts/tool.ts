/** Tools: what a script may call, and what the host does then. */

import { checkStrings, checkType, checkWhole, isRecord, listed, refuseUnknown } from './checks';
import type { Annotations, RateLimit } from './contract';
import { ToolError, errorOf } from './errors';
import { Reference } from './reference';
import { type InputOf, type JsonSchema, type OutputOf, type StandardSchema, isStandard, isThenable, jsonSchemaOf, validated } from './schema';

/** What a handler is told besides the arguments. */
export interface ToolContext<Secret extends string = string> {
  /** Aborts when the call's time is over or the run ends before the answer. */
  readonly signal: AbortSignal;
  readonly callId: number;
  readonly sessionId: string;
  /** The secrets that the tool names, and no others. */
  readonly secrets: { readonly [Name in Secret]: string };
  /** Tells how far the tool is: whoever reads the run's `stream` gets the event `tool_progress` with a copy of the value. */
  progress(value: unknown): void;
}

/** A handler that answers every name. */
export type AnyToolHandler = (name: string, args: Record<string, unknown>, context: ToolContext) => unknown;

/** What every tool may say of itself. */
export interface ToolDescription<Secret extends string = string> {
  /** What the tool does, for the model that writes scripts. */
  readonly description?: string;
  /** What the tool does to the world. */
  readonly annotations?: Annotations;
  /** How long one call may take, in milliseconds; as long as the run when absent. */
  readonly timeoutMs?: number;
  /** How often one session may call it. */
  readonly rateLimit?: RateLimit;
  /** Whether the host must approve each call, whatever its policy allows. */
  readonly requiresApproval?: boolean;
  /** Whether each result stays with the host, and the script gets a handle, as of a `Reference`. */
  readonly byReference?: boolean;
  /** Words that a policy can name the tool by. */
  readonly labels?: readonly string[];
  /** The secrets of the `Enclave` that the handler gets in its context. What it gives is searched for all of them. */
  readonly secrets?: readonly Secret[];
}

/** A tool whose arguments a schema library checks, so that the handler's types follow from the schema. */
export interface StandardToolOptions<
  Input extends StandardSchema,
  Output extends StandardSchema,
  Secret extends string = string,
> extends ToolDescription<Secret> {
  readonly inputSchema: Input;
  readonly outputSchema?: Output | JsonSchema;
  readonly handler: (
    args: OutputOf<Input>,
    context: ToolContext<Secret>,
  ) => MaybeReference<InputOf<Output>> | Promise<MaybeReference<InputOf<Output>>>;
}

type MaybeReference<Value> = Value | Reference<Value>;

/** A tool whose arguments a JSON Schema checks, or nothing. */
export interface ToolOptions<Args, Secret extends string = string> extends ToolDescription<Secret> {
  readonly inputSchema?: JsonSchema;
  readonly outputSchema?: JsonSchema | StandardSchema;
  readonly handler: (args: Args, context: ToolContext<Secret>) => unknown;
}

type AnyOptions = ToolDescription & {
  readonly inputSchema?: unknown;
  readonly outputSchema?: unknown;
  readonly handler: (args: never, context: never) => unknown;
};

/** Names of the options, and the contract's names of annotations and rate limits. */
const OPTIONS: readonly string[] = [
  'description',
  'inputSchema',
  'outputSchema',
  'annotations',
  'timeoutMs',
  'rateLimit',
  'requiresApproval',
  'byReference',
  'labels',
  'secrets',
  'handler',
];
const ANNOTATIONS: Readonly<Record<keyof Annotations, string>> = {
  readOnly: 'read_only',
  destructive: 'destructive',
  idempotent: 'idempotent',
  openWorld: 'open_world',
};
const RATE_LIMIT: Readonly<Record<keyof RateLimit, string>> = {
  maxCalls: 'max_calls',
  perSecond: 'per_second',
  maxConcurrent: 'max_concurrent',
};

/** What a script may call. Made by `tool`. */
export class Tool {
  readonly #options: AnyOptions;

  constructor(options: AnyOptions) {
    this.#options = options;
  }

  get timeoutMs(): number | undefined {
    return this.#options.timeoutMs;
  }

  get byReference(): boolean {
    return this.#options.byReference === true;
  }

  /** The names of its secrets. */
  get secrets(): readonly string[] {
    return this.#options.secrets ?? [];
  }

  /** The tool as the core sees it. */
  spec(name: string): Record<string, unknown> {
    const { description, inputSchema, outputSchema, annotations, timeoutMs, rateLimit, labels } = this.#options;
    return {
      name,
      description: description ?? '',
      input_schema: jsonSchemaOf(inputSchema, 'input') ?? null,
      output_schema: jsonSchemaOf(outputSchema, 'output') ?? null,
      annotations: annotationsFrom(annotations, `tool \`${name}\``),
      timeout_ms: timeoutMs ?? null,
      rate_limit: rateLimitFrom(rateLimit, `of tool \`${name}\``),
      requires_approval: this.#options.requiresApproval ?? false,
      by_reference: this.byReference,
      labels: labels ?? [],
    };
  }

  /** Calls the handler; what it gives may be a promise. */
  call(name: string, args: unknown, context: ToolContext): unknown {
    const { inputSchema, outputSchema, handler } = this.#options;
    const handle = handler as (args: unknown, context: ToolContext) => unknown;
    const refuseArguments = (findings: string): Error =>
      errorOf('TOOL_ARGUMENTS_INVALID', `the arguments of \`${name}\` are invalid: ${findings}`);
    const refuseResult = (findings: string): Error =>
      new ToolError(`the result of \`${name}\` is not what its output schema says: ${findings}`);
    const accepted = isStandard(inputSchema) ? validated(inputSchema, args, refuseArguments) : args;
    const result = isThenable(accepted) ? accepted.then((value) => handle(value, context)) : handle(accepted, context);
    if (!isStandard(outputSchema)) {
      return result;
    }
    const check = (given: unknown): unknown => {
      const isReference = given instanceof Reference;
      const value = validated(outputSchema, isReference ? given.value : given, refuseResult);
      if (!isReference) {
        return value;
      }
      return isThenable(value) ? value.then((settled) => new Reference(settled)) : new Reference(value);
    };
    return isThenable(result) ? Promise.resolve(result).then(check) : check(result);
  }
}

/** A tool with a schema of zod, valibot, arktype or another library that follows Standard Schema. */
export function tool<
  Input extends StandardSchema,
  Output extends StandardSchema = StandardSchema,
  Secret extends string = string,
>(options: StandardToolOptions<Input, Output, Secret>): Tool;
/** A tool with a JSON Schema, or none. */
export function tool<Args = Record<string, unknown>, Secret extends string = string>(
  options: ToolOptions<Args, Secret>,
): Tool;
export function tool(options: AnyOptions): Tool {
  if (typeof options !== 'object' || options === null) {
    throw errorOf('INVALID_CONFIG', '`tool` takes an object of options');
  }
  refuseUnknown(options, OPTIONS, 'of a tool');
  const { handler, timeoutMs } = options;
  if (typeof handler !== 'function') {
    throw errorOf('INVALID_CONFIG', '`handler` of a tool must be a function');
  }
  if (timeoutMs !== undefined && !(Number.isInteger(timeoutMs) && timeoutMs >= 1 && timeoutMs < 2 ** 31)) {
    throw errorOf('INVALID_CONFIG', '`timeoutMs` of a tool must be a whole number of milliseconds, at least 1');
  }
  rateLimitFrom(options.rateLimit, 'of a tool');
  checkType(options.requiresApproval, 'boolean', '`requiresApproval` of a tool');
  checkType(options.byReference, 'boolean', '`byReference` of a tool');
  checkStrings(options.labels, '`labels` of a tool');
  checkStrings(options.secrets, '`secrets` of a tool');
  return new Tool(options);
}

/** A rate limit in the contract's spelling; `owner` says whose it is. */
export function rateLimitFrom(rateLimit: unknown, owner: string): Record<string, unknown> {
  if (rateLimit === undefined) {
    return {};
  }
  if (!isRecord(rateLimit)) {
    throw errorOf('INVALID_CONFIG', `\`rateLimit\` ${owner} must be an object`);
  }
  refuseUnknown(rateLimit, Object.keys(RATE_LIMIT), `of \`rateLimit\` ${owner}`);
  const { maxCalls, perSecond, maxConcurrent } = rateLimit;
  checkWhole(maxCalls, `\`rateLimit.maxCalls\` ${owner}`);
  checkWhole(maxConcurrent, `\`rateLimit.maxConcurrent\` ${owner}`);
  if (perSecond !== undefined && !Number.isFinite(perSecond)) {
    throw errorOf('INVALID_CONFIG', `\`rateLimit.perSecond\` ${owner} must be a number`);
  }
  return Object.fromEntries(
    Object.entries(rateLimit).map(([name, value]) => [RATE_LIMIT[name as keyof RateLimit], value]),
  );
}

/** Annotations in the contract's spelling; `owner` says whose they are. */
export function annotationsFrom(annotations: unknown, owner: string): Record<string, unknown> {
  if (annotations === undefined) {
    return {};
  }
  if (!isRecord(annotations)) {
    throw errorOf('INVALID_CONFIG', `the annotations of ${owner} must be an object`);
  }
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => {
      const contractKey = ANNOTATIONS[key as keyof Annotations];
      if (contractKey === undefined) {
        throw errorOf(
          'INVALID_CONFIG',
          `unknown annotation \`${key}\` of ${owner}; the annotations are ${listed(Object.keys(ANNOTATIONS))}`,
        );
      }
      checkType(value, 'boolean', `the annotation \`${key}\` of ${owner}`);
      return [contractKey, value];
    }),
  );
}
