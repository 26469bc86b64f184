/** Results that stay with the host. */

/**
 * A tool's result that stays with the host: the script gets a handle of it (`kind`, `size`, `shape`, `preview`, and
 * `read({ path, limit })`), which it may pass to other tools or return. They, and the host, get the value.
 *
 * @example
 * const enclave = new Enclave({
 *   tools: {
 *     load: ({ path }) => new Reference(parse(readFileSync(path))),
 *     count: ({ rows }) => rows.length,
 *   },
 * });
 * await enclave.run("const rows = await tools.load({ path: 'big.csv' }); return await tools.count({ rows });");
 */
export class Reference<Value = unknown> {
  /** What the handle stands for. */
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}
