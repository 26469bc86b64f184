/**
 * The AI SDK: an `Enclave` as the one tool `run_code`, and tools of the AI SDK in an `Enclave`.
 *
 * @example
 * const { text } = await generateText({
 *   model,
 *   tools: { run_code: await runCodeTool({ weather, sendMail }) },
 *   stopWhen: isStepCount(10),
 *   prompt: 'Mail me the warmest of these cities: …',
 * });
 *
 * @packageDocumentation
 */

import { AsyncLocalStorage } from 'node:async_hooks';

import type {
  FlexibleSchema,
  Schema,
  Tool as AiTool,
  ToolExecutionOptions,
  ToolSet,
} from 'ai' with { 'resolution-mode': 'import' };

import { Enclave } from '../enclave';
import { errorOf } from '../errors';
import type { EnclaveOptions } from '../options';
import { type JsonSchema, type SchemaIssue, type StandardSchema, isStandard, isThenable, jsonSchemaOf } from '../schema';
import { type Tool, type ToolContext, tool as enclaveTool } from '../tool';
import { toolNames } from './names';
import { peer } from './peer';
import { type Answer, PARAMETERS, RunCode, type RunCodeOptions, textOf } from './run-code';

export { type Answer, type RunCodeOptions, textOf };

/** The arguments of `run_code`. */
export interface RunCodeInput {
  code: string;
}

/** The tool `run_code` for `generateText`, `streamText` and agents. */
export type RunCodeTool = AiTool<RunCodeInput, Answer> & {
  readonly description: string;
  readonly execute: (input: RunCodeInput, options: ToolExecutionOptions<unknown>) => Promise<Answer>;
};

/** Options for tools of the AI SDK. */
export interface EnclaveToolsOptions {
  /** What a tool gets as its `context`, by the tool's name, as in `generateText`. */
  readonly toolsContext?: Readonly<Record<string, unknown>> | undefined;
}

/** A `run_code` that makes an `Enclave` of its own, with options such as `level`. */
export type RunCodeToolsOptions = RunCodeOptions & EnclaveToolsOptions & Omit<EnclaveOptions, 'tools'>;

/** What the AI SDK told of the call of `run_code` whose script runs. */
const outer = new AsyncLocalStorage<ToolExecutionOptions<unknown>>();

/**
 * A tool that runs scripts in an `Enclave`, or in a new one that has the given tools of the AI SDK.
 *
 * Its output is an `Answer`: a value, or an error that the model can repair its script from. What no script would mend,
 * such as a full queue, is thrown, so that the AI SDK makes a `tool-error` of it. Aborting `generateText` ends the
 * script.
 *
 * @throws {ConfigError} an option is wrong, or a tool cannot be called by scripts: see `enclaveTools`.
 */
export async function runCodeTool(enclave: Enclave, options?: RunCodeOptions): Promise<RunCodeTool>;
export async function runCodeTool(tools: ToolSet, options?: RunCodeToolsOptions): Promise<RunCodeTool>;
export async function runCodeTool(
  source: Enclave | ToolSet,
  options: RunCodeToolsOptions = {},
): Promise<RunCodeTool> {
  const runner = source instanceof Enclave ? new RunCode(source, options) : await runnerOf(source, options);
  return {
    description: runner.description,
    inputSchema: INPUT,
    execute: async ({ code }, execution) => {
      const { abortSignal } = execution;
      try {
        return await outer.run(execution, () => runner.run(code, abortSignal));
      } catch (error) {
        // What the caller gave as the reason says more than that the run was cancelled.
        abortSignal?.throwIfAborted();
        throw error;
      }
    },
    toModelOutput: ({ output }) => {
      // Outputs may come back from a page, with the rest of a conversation.
      const { ok, text } = (output ?? {}) as Partial<Answer>;
      return { type: ok === true ? 'text' : 'error-text', value: String(text ?? '') };
    },
  };
}

/**
 * Tools of the AI SDK for an `Enclave`: `new Enclave({ tools: await enclaveTools({ weather }) })`.
 *
 * Their schemas check what goes in and comes out, and become types in the prompt. A tool that yields outputs tells all
 * of them as progress, and gives the last.
 *
 * @throws {ConfigError} a tool has no `execute`, or needs an approval that only the AI SDK itself asks for.
 */
export async function enclaveTools(
  tools: ToolSet,
  { toolsContext = {} }: EnclaveToolsOptions = {},
): Promise<Record<string, Tool>> {
  const sdk = await peer('ai', 'ai-sdk', () => import('ai'));
  const keys = Object.keys(tools);
  const names = toolNames(keys);
  const made = keys.map(async (key, index): Promise<[string, Tool]> => {
    const context = Object.hasOwn(toolsContext, key) ? toolsContext[key] : undefined;
    return [names[index] as string, await toolFrom(key, tools[key] as AiTool, context, sdk.asSchema)];
  });
  return Object.fromEntries(await Promise.all(made));
}

/** Standard JSON Schema, which the AI SDK takes as it is: no part of it need be loaded for this. */
const INPUT = {
  '~standard': {
    version: 1,
    vendor: 'enclave',
    validate: (value: unknown) => {
      const { code } = (value ?? {}) as Partial<RunCodeInput>;
      return typeof code === 'string' ? { value: { code } } : { issues: [{ message: '`code` must be a text' }] };
    },
    jsonSchema: { input: () => structuredClone(PARAMETERS), output: () => structuredClone(PARAMETERS) },
  },
} as const satisfies FlexibleSchema<RunCodeInput>;

async function runnerOf(tools: ToolSet, options: RunCodeToolsOptions): Promise<RunCode> {
  const { toolsContext, description, maxChars, onResult, tenant, ...enclaveOptions } = options;
  const enclave = new Enclave({ ...enclaveOptions, tools: await enclaveTools(tools, { toolsContext }) });
  return new RunCode(enclave, { description, maxChars, onResult, ...(tenant === undefined ? {} : { tenant }) });
}

type AsSchema = (schema: FlexibleSchema | undefined) => Schema;

async function toolFrom(name: string, tool: AiTool, toolContext: unknown, asSchema: AsSchema): Promise<Tool> {
  const { execute, needsApproval, contextSchema, outputSchema, description } = tool;
  if (execute === undefined) {
    throw errorOf('INVALID_CONFIG', `the tool \`${name}\` has no \`execute\`: scripts cannot call it`);
  }
  if (needsApproval !== undefined && needsApproval !== false) {
    throw errorOf('INVALID_CONFIG', `the tool \`${name}\` has \`needsApproval\`, which only the AI SDK itself asks for`);
  }
  const context = contextSchema == null ? toolContext : await checkedContext(name, asSchema(contextSchema), toolContext);
  const said = typeof description === 'function' ? description({ context }) : description;
  const call = async (args: unknown, { callId, sessionId, signal, progress }: ToolContext): Promise<unknown> => {
    const around = outer.getStore();
    const result: unknown = execute(args, {
      toolCallId: `${around?.toolCallId ?? sessionId}:${callId}`,
      messages: around?.messages ?? [],
      abortSignal: signal,
      context,
      ...(around?.experimental_sandbox === undefined ? {} : { experimental_sandbox: around.experimental_sandbox }),
    });
    return isAsyncIterable(result) ? await lastOf(result, signal, progress) : await result;
  };
  const inputs = await schemaFrom(tool.inputSchema, 'input', asSchema);
  const outputs = outputSchema == null ? {} : { outputSchema: await schemaFrom(outputSchema, 'output', asSchema) };
  const described = said === undefined ? {} : { description: said };
  return isStandard(inputs)
    ? enclaveTool({ ...described, ...outputs, inputSchema: inputs, handler: call })
    : enclaveTool({ ...described, ...outputs, inputSchema: inputs, handler: call });
}

/** The schema itself where Enclave understands it, or one that says and checks the same. */
async function schemaFrom(
  schema: FlexibleSchema,
  side: 'input' | 'output',
  asSchema: AsSchema,
): Promise<StandardSchema | JsonSchema> {
  if (isStandard(schema) && jsonSchemaOf(schema, side) !== undefined) {
    return schema;
  }
  const { jsonSchema: told, validate } = asSchema(schema);
  // Written for an older draft, whose name the core need not read.
  const { $schema: _, ...json } = (await told) as Record<string, unknown>;
  if (validate === undefined) {
    return json;
  }
  return {
    '~standard': {
      version: 1,
      vendor: 'ai',
      validate: async (value: unknown) => {
        const result = await validate(value);
        return result.success ? { value: result.value } : { issues: issuesOf(result.error) };
      },
      jsonSchema: { input: () => json, output: () => json },
    },
  } as StandardSchema;
}

/** What a validation found: libraries put it into the error or into its cause. */
function issuesOf(error: Error): readonly SchemaIssue[] {
  for (const found of [(error as { issues?: unknown }).issues, error.cause]) {
    if (Array.isArray(found) && found.every((issue) => typeof (issue as SchemaIssue | null)?.message === 'string')) {
      return found as SchemaIssue[];
    }
  }
  return [{ message: error.message }];
}

async function checkedContext(name: string, { validate }: Schema, context: unknown): Promise<unknown> {
  const result = (await validate?.(context)) ?? { success: true as const, value: context };
  if (!result.success) {
    const findings = issuesOf(result.error).map(({ message }) => message);
    throw errorOf('INVALID_CONFIG', `\`toolsContext.${name}\` is not what the tool needs: ${findings.join('; ')}`);
  }
  return result.value;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && !isThenable(value) && Symbol.asyncIterator in value;
}

async function lastOf(
  values: AsyncIterable<unknown>,
  signal: AbortSignal,
  progress: (value: unknown) => void,
): Promise<unknown> {
  let last: unknown;
  for await (const value of values) {
    // Nobody waits any more: the generator's `finally` runs.
    signal.throwIfAborted();
    progress(value);
    last = value;
  }
  return last;
}
