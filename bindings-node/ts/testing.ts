/**
 * Tests of agents: tools are called once and answered from a cassette afterwards.
 *
 * @packageDocumentation
 */

import { AssertionError } from 'node:assert';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { shown, tagged } from './cassette';
import { listed } from './checks';
import { Enclave, replayed } from './enclave';
import { errorOf } from './errors';

/** `none` only replays, `once` records what is missing, `all` records everything again. */
export type CassetteMode = 'none' | 'once' | 'all';

/** What a test may say of its cassette. */
export interface CassetteOptions {
  /** By default what `ENCLAVE_RECORD` says; else `once`, or `none` where the variable `CI` is set. */
  readonly mode?: CassetteMode;
  /** As for `Enclave.record`. */
  readonly redact?: readonly string[];
  /** As for `Enclave.replay`. */
  readonly allowRepeat?: boolean;
  /** Whether recorded calls that were not made fail the test, in place of a warning. */
  readonly strict?: boolean;
}

const MODES: readonly string[] = ['none', 'once', 'all'];
const OPTIONS: readonly string[] = ['mode', 'redact', 'allowRepeat', 'strict'];
const MOST_SHOWN = 10;

/**
 * Lets `use` work with an `Enclave` that records or replays, as the mode and the file say, and gives what `use` gave.
 *
 * @throws {CassetteError} the cassette cannot be read or written, or there is none and the mode is `none`.
 * @throws {CassetteMiss} a run made a call that the cassette has no answer to.
 * @throws {AssertionError} `strict`: calls were recorded that were not made.
 *
 * @example
 * test('the first admin is Ana', () =>
 *   cassette(enclave, new URL('cassettes/admin.json', import.meta.url), async (agent) => {
 *     const result = await agent.run("return (await tools.users.list({ role: 'admin' }))[0].name");
 *     assert.equal(result.unwrap(), 'Ana');
 *   }));
 */
export async function cassette<Value>(
  enclave: Enclave,
  path: string | URL,
  use: (enclave: Enclave) => Value | Promise<Value>,
  options: CassetteOptions = {},
): Promise<Value> {
  for (const name of Object.keys(options)) {
    if (!OPTIONS.includes(name)) {
      throw errorOf('INVALID_CONFIG', `unknown option \`${name}\` of a cassette; the options are ${listed(OPTIONS)}`);
    }
  }
  const { redact = [], allowRepeat = false, strict = false } = options;
  const mode = modeOf(options.mode);
  const replays = mode === 'none' || (mode === 'once' && existsSync(path instanceof URL ? fileURLToPath(path) : path));
  const taped = replays
    ? replayed(enclave, path, allowRepeat, 'set `ENCLAVE_RECORD=all`')
    : enclave.record(path, { redact });
  let value: Value;
  try {
    value = await use(taped);
  } finally {
    await taped.close();
  }
  const { unused } = taped.cassette;
  if (unused.length > 0) {
    const calls = unused.slice(0, MOST_SHOWN).map(({ tool, args }) => `  ${tool}(${shown(tagged(args))})`);
    const more = unused.length > MOST_SHOWN ? [`  … ${unused.length - MOST_SHOWN} more`] : [];
    const head = `${taped.cassette.path}: recorded calls that were not made (${unused.length}):`;
    const message = [head, ...calls, ...more].join('\n');
    if (strict) {
      throw new AssertionError({ message });
    }
    process.emitWarning(message, 'CassetteWarning');
  }
  return value;
}

function modeOf(chosen: CassetteMode | undefined): CassetteMode {
  const { ENCLAVE_RECORD: set, CI: ci } = process.env;
  const mode = chosen ?? (set || (ci ? 'none' : 'once'));
  if (!MODES.includes(mode)) {
    throw errorOf('INVALID_CONFIG', `the mode of a cassette must be one of ${listed(MODES)}, not \`${mode}\``);
  }
  return mode as CassetteMode;
}
