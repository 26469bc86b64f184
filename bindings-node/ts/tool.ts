/** Tools: what a script may call, and what the host does then. */

import type { Annotations } from './contract';
import { ToolError, errorOf } from './errors';
import { type InputOf, type JsonSchema, type OutputOf, type StandardSchema, isStandard, isThenable, jsonSchemaOf, validated } from './schema';

/** What a handler is told besides the arguments. */
export interface ToolContext {
  /** Aborts when the call's time is over or the run ends before the answer. */
  readonly signal: AbortSignal;
  readonly callId: number;
  readonly sessionId: string;
  /** Tells how far the tool is: whoever reads the run's `stream` gets the event `tool_progress` with a copy of the value. */
  progress(value: unknown): void;
}

/** A handler that answers every name. */
export type AnyToolHandler = (name: string, args: Record<string, unknown>, context: ToolContext) => unknown;

/** What every tool may say of itself. */
export interface ToolDescription {
  /** What the tool does, for the model that writes scripts. */
  readonly description?: string;
  /** What the tool does to the world. */
  readonly annotations?: Annotations;
  /** How long one call may take, in milliseconds; as long as the run when absent. */
  readonly timeoutMs?: number;
}

/** A tool whose arguments a schema library checks, so that the handler's types follow from the schema. */
export interface StandardToolOptions<Input extends StandardSchema, Output extends StandardSchema> extends ToolDescription {
  readonly inputSchema: Input;
  readonly outputSchema?: Output | JsonSchema;
  readonly handler: (
    args: OutputOf<Input>,
    context: ToolContext,
  ) => InputOf<Output> | Promise<InputOf<Output>>;
}

/** A tool whose arguments a JSON Schema checks, or nothing. */
export interface ToolOptions<Args> extends ToolDescription {
  readonly inputSchema?: JsonSchema;
  readonly outputSchema?: JsonSchema | StandardSchema;
  readonly handler: (args: Args, context: ToolContext) => unknown;
}

type AnyOptions = ToolDescription & {
  readonly inputSchema?: unknown;
  readonly outputSchema?: unknown;
  readonly handler: (args: never, context: ToolContext) => unknown;
};

/** Names of the options, and the contract's names of annotations. */
const OPTIONS: readonly string[] = ['description', 'inputSchema', 'outputSchema', 'annotations', 'timeoutMs', 'handler'];
const ANNOTATIONS: Readonly<Record<keyof Annotations, string>> = {
  readOnly: 'read_only',
  destructive: 'destructive',
  idempotent: 'idempotent',
  openWorld: 'open_world',
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

  /** The tool as the core sees it. */
  spec(name: string): Record<string, unknown> {
    const { description, inputSchema, outputSchema, annotations, timeoutMs } = this.#options;
    return {
      name,
      description: description ?? '',
      input_schema: jsonSchemaOf(inputSchema, 'input') ?? null,
      output_schema: jsonSchemaOf(outputSchema, 'output') ?? null,
      annotations: annotationsFrom(name, annotations),
      timeout_ms: timeoutMs ?? null,
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
    return isThenable(result)
      ? Promise.resolve(result).then((value) => validated(outputSchema, value, refuseResult))
      : validated(outputSchema, result, refuseResult);
  }
}

/** A tool with a schema of zod, valibot, arktype or another library that follows Standard Schema. */
export function tool<Input extends StandardSchema, Output extends StandardSchema = StandardSchema>(
  options: StandardToolOptions<Input, Output>,
): Tool;
/** A tool with a JSON Schema, or none. */
export function tool<Args = Record<string, unknown>>(options: ToolOptions<Args>): Tool;
export function tool(options: AnyOptions): Tool {
  if (typeof options !== 'object' || options === null) {
    throw errorOf('INVALID_CONFIG', '`tool` takes an object of options');
  }
  for (const key of Object.keys(options)) {
    if (!OPTIONS.includes(key)) {
      throw errorOf('INVALID_CONFIG', `unknown option \`${key}\` of a tool; the options are ${listed(OPTIONS)}`);
    }
  }
  const { handler, timeoutMs } = options;
  if (typeof handler !== 'function') {
    throw errorOf('INVALID_CONFIG', '`handler` of a tool must be a function');
  }
  if (timeoutMs !== undefined && !(Number.isInteger(timeoutMs) && timeoutMs >= 1 && timeoutMs < 2 ** 31)) {
    throw errorOf('INVALID_CONFIG', '`timeoutMs` of a tool must be a whole number of milliseconds, at least 1');
  }
  return new Tool(options);
}

/** `` `a`, `b` and `c` `` */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop();
  return quoted.length === 0 ? `${last}` : `${quoted.join(', ')} and ${last}`;
}

function annotationsFrom(name: string, annotations: Annotations = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => {
      const contractKey = ANNOTATIONS[key as keyof Annotations];
      if (contractKey === undefined) {
        throw errorOf(
          'INVALID_CONFIG',
          `unknown annotation \`${key}\` of tool \`${name}\`; the annotations are ${listed(Object.keys(ANNOTATIONS))}`,
        );
      }
      return [contractKey, value];
    }),
  );
}
