/** Schemas of tools: JSON Schema, or a value of a library that follows Standard Schema (zod, valibot, arktype). */

/** A JSON Schema (2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One thing that a schema found wrong. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** The part of Standard Schema that Enclave uses. */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema makes of a value that it accepts. */
export type OutputOf<Schema extends StandardSchema> = NonNullable<Schema['~standard']['types']>['output'];

/** What a schema accepts. */
export type InputOf<Schema extends StandardSchema> = NonNullable<Schema['~standard']['types']>['input'];

/** Whether a schema validates values itself. */
export function isStandard(schema: unknown): schema is StandardSchema {
  // Schemas of arktype are functions.
  return ((typeof schema === 'object' && schema !== null) || typeof schema === 'function') && '~standard' in schema;
}

/** Whether a value is to be awaited. */
export function isThenable<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** The JSON Schema of a schema, for the prompt and for checks before a call; none when its library cannot say. */
export function jsonSchemaOf(schema: unknown, side: 'input' | 'output'): unknown {
  if (!isStandard(schema)) {
    return schema;
  }
  const { jsonSchema } = schema['~standard'] as { jsonSchema?: Partial<Record<string, (options: object) => unknown>> };
  const { toJSONSchema, toJsonSchema } = schema as {
    toJSONSchema?: (options: object) => unknown;
    toJsonSchema?: () => unknown;
  };
  // Zod's own converter comes first, since it can leave open what JSON Schema cannot say.
  return (
    attempt(() => toJSONSchema?.call(schema, { io: side, unrepresentable: 'any' })) ??
    attempt(() => jsonSchema?.[side]?.({ target: 'draft-2020-12' })) ??
    attempt(() => toJsonSchema?.call(schema))
  );
}

/** What a converter gives; a schema with a part that it cannot say still validates. */
function attempt(convert: () => unknown): unknown {
  try {
    return convert();
  } catch {
    return undefined;
  }
}

/** What a schema makes of a value; throws what `refuse` makes of its findings. */
export function validated(
  schema: StandardSchema,
  value: unknown,
  refuse: (findings: string) => Error,
): unknown | Promise<unknown> {
  const settle = (result: SchemaResult<unknown>): unknown => {
    if (result.issues !== undefined) {
      throw refuse(result.issues.map(finding).join('; '));
    }
    return result.value;
  };
  const result = schema['~standard'].validate(value);
  return isThenable(result) ? Promise.resolve(result).then(settle) : settle(result);
}

function finding({ message, path = [] }: SchemaIssue): string {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part));
  return keys.length === 0 ? message : `\`${keys.map(String).join('.')}\`: ${message}`;
}
