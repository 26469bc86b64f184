/** `Enclave`: what is costly and shared. Runs are made from it. */

import { Auditor } from './audit';
import { refuseUnknown } from './checks';
import type { Diagnostic, PromptOptions, Score } from './contract';
import { Driver, type Surroundings } from './driver';
import { type ValueLimits, encode } from './encode';
import { errorOf } from './errors';
import { type EnclaveEvent, type Told, eventFrom, lastEvent } from './events';
import { type NativeEnclave, type NativePlan, native } from './native';
import {
  type EnclaveOptions,
  type RunOptions,
  type StreamOptions,
  checkRunOptions,
  configError,
  configFrom,
  limitsFrom,
  typesFrom,
} from './options';
import { type IsolationReport, Pool } from './pool';
import { type Cassette, Player, Recorder } from './recording';
import { type Result, camelKeys } from './result';
import { secretsFrom, sharedOut } from './secrets';
import { Session, checkedKey } from './session';

const HEARTBEAT_MS = 5_000;
/**
 * Events that nobody has read yet, from which on the session stands still. One step of it may still add what the limits
 * of the console allow.
 */
const MAX_UNREAD = 256;

/** How a dump is read. */
export interface LoadOptions {
  /** The key that it was sealed with. */
  readonly key?: Uint8Array;
  /**
   * Takes the id of a dump for a single use, once and for all: true for the first who asks. The journal store's unless
   * given.
   */
  readonly claim?: (id: string) => boolean;
  /** Cancels the session. */
  readonly signal?: AbortSignal;
}

/** A tool that was found. */
export interface ToolMatch {
  readonly name: string;
  /** How a script calls it, with its types. */
  readonly signature: string;
  /** The first line of its description. */
  readonly description: string;
}

/** What layers 0 to 3 say about a script that was not run. */
export class Report {
  /** Whether the script would run. */
  readonly ok: boolean;
  /** What was found, in the order of the source. */
  readonly diagnostics: readonly Diagnostic[];
  /** The scoring gate's verdict; `null` when the gate is off or was not reached. */
  readonly score: Score | null;
  readonly #text: string;

  /** Made by `Enclave.check`. */
  constructor(report: { ok: boolean; diagnostics: readonly Diagnostic[]; score: Score | null; text: string }) {
    this.ok = report.ok;
    this.diagnostics = report.diagnostics;
    this.score = report.score;
    this.#text = report.text;
  }

  /** Text for a model. */
  toString(): string {
    return this.#text;
  }
}

/** What an `Enclave` shares with one that records or replays. */
class Taped {
  constructor(
    readonly surroundings: Surroundings,
    readonly hasJournal: boolean,
  ) {}
}

/** An `Enclave` like the given one but for where its runs' answers go or come from. */
let taped: (enclave: Enclave, tape: Recorder | Player) => Enclave;

/** What an `Enclave` was made with. */
export let surroundingsOf: (enclave: Enclave) => Surroundings;

/** `Enclave.replay` with words of its own on how to record again. */
export function replayed(enclave: Enclave, path: string | URL, allowRepeat: boolean, again: string): Enclave {
  return taped(enclave, new Player(path, allowRepeat, again));
}

/** Runs scripts. One is enough for many runs, also at the same time. */
export class Enclave {
  readonly #surroundings: Surroundings;
  readonly #drivers = new Set<Driver>();
  readonly #hasJournal: boolean;
  #closed = false;

  constructor(options?: EnclaveOptions);
  constructor(options: EnclaveOptions | Taped = {}) {
    if (options instanceof Taped) {
      this.#surroundings = options.surroundings;
      this.#hasJournal = options.hasJournal;
      return;
    }
    const [config, tools, predicates] = configFrom(options);
    const { context, toolHandler, onApproval } = options;
    const secrets = secretsFrom(options.secrets);
    this.#hasJournal = options.journal !== undefined;
    // The limits of values are known when the configuration is; the context is held to them.
    const [valueLimits, maxReferenceBytes] = limitsOf(config);
    const shared = sharedOut(secrets, tools);
    const library = open(config, context === undefined ? 'u' : encode(context, valueLimits, 'the context'), secrets, typeof options.audit === 'function');
    this.#surroundings = {
      native: library,
      tools,
      toolHandler,
      valueLimits,
      maxReferenceBytes,
      anyByReference: options.referenceBytes !== undefined,
      predicates,
      auditor: typeof options.audit === 'function' ? new Auditor(library, options.audit) : undefined,
      onApproval,
      secrets: shared,
    };
  }

  static {
    taped = (enclave, tape) =>
      new Enclave(new Taped({ ...enclave.#surroundings, tape }, enclave.#hasJournal) as EnclaveOptions);
    surroundingsOf = (enclave) => enclave.#surroundings;
  }

  /** Runs a script. Never rejects for what the script did: look at `result.ok`. */
  async run<Value = unknown>(code: string, options: RunOptions = {}): Promise<Result<Value>> {
    const driver = this.#drive(code, options, false);
    try {
      return (await driver.start(options.signal).result) as Result<Value>;
    } finally {
      this.#drivers.delete(driver);
    }
  }

  /**
   * Runs a script and tells what happens while it happens. Leaving the loop cancels the run. A session whose events
   * nobody reads stands still after some hundred of them, and its `timeoutMs` goes on.
   */
  async *stream(code: string, { types, ...options }: StreamOptions = {}): AsyncGenerator<EnclaveEvent, void, undefined> {
    const wanted = typesFrom(types === undefined ? {} : { types });
    const driver = this.#drive(code, options, true);
    const unread: Told[] = [];
    let result: Result | undefined;
    let broken: { readonly reason: unknown } | undefined;
    let wake = (): void => {};
    driver.onTold = (told) => {
      if (wanted.has(told.type)) {
        unread.push(told);
        driver.hold(unread.length >= MAX_UNREAD);
        wake();
      }
    };
    driver.start(options.signal).result.then(
      (value) => {
        result = value;
        wake();
      },
      (reason: unknown) => {
        broken = { reason };
        wake();
      },
    );
    let seq = 0;
    try {
      for (;;) {
        const told = unread.shift();
        if (told !== undefined) {
          if (unread.length === MAX_UNREAD / 2) {
            driver.hold(false);
          }
          yield eventFrom(told, (seq += 1));
        } else if (broken !== undefined) {
          throw broken.reason;
        } else if (result !== undefined) {
          yield lastEvent(result, (seq += 1));
          return;
        } else if (!(await somethingWithin(HEARTBEAT_MS, (then) => (wake = then))) && wanted.has('heartbeat')) {
          yield { type: 'heartbeat', seq: (seq += 1) };
        }
      }
    } finally {
      this.#drivers.delete(driver);
      driver.cancel();
    }
  }

  /** A run by hand. */
  start(code: string, options: RunOptions = {}): Session {
    return this.#session(this.#plan(code, options, true, false), options);
  }

  /**
   * The session that `Session.dump` kept. Its code passes the layers of this `Enclave`, and what happened before happens
   * again without a tool being called. Bytes that are no dump, a wrong key and a script that now goes another way give a
   * session that is done, with `REPLAY_DIVERGED`. The journal store does not keep a session that was loaded: its dumps
   * are its journal.
   */
  load(dump: Uint8Array, { key, claim, signal }: LoadOptions = {}): Session {
    const plan = this.#plan('', {}, true, false);
    const checked = checkedKey(key);
    const id = native.NativeEnclave.claimOf(dump, checked);
    const claimed = id !== null && (claim?.(id) ?? (this.#hasJournal && this.#inStore((library) => library.claim(id))));
    return this.#session({ ...plan, dump, key: checked, claimed }, signal === undefined ? {} : { signal });
  }

  /**
   * The sessions of the journal store that are not over, oldest first: those that an earlier process left, and those
   * that another one is running. Finish each by `run`.
   *
   * A call that was given to a tool and not answered is `uncertain`. When two processes go on with one session, the one
   * that comes second is told so by `REPLAY_DIVERGED`.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: this `Enclave` has no `journal`.
   */
  recover(): Session[] {
    return this.#inStore((library) => library.unfinished()).map((sessionId) => this.recoverOne(sessionId));
  }

  /** A session of the journal store, also one that is over: it then has the result that it had. */
  recoverOne(sessionId: string): Session {
    if (!this.#hasJournal) {
      throw errorOf('INVALID_CONFIG', 'this `Enclave` has no `journal`');
    }
    return this.#session({ ...this.#plan('', {}, true, false), recover: text(sessionId) }, {});
  }

  /** Removes a session from the journal store. */
  forget(sessionId: string): void {
    this.#inStore((library) => library.forget(text(sessionId)));
  }

  /** What layers 0 to 3 say about a script, without running it. */
  check(code: string): Report {
    return new Report(JSON.parse(this.#surroundings.native.check(text(code))));
  }

  /** The worker processes of this `Enclave`. Throws where its engines run in this process. */
  get pool(): Pool {
    const library = this.#surroundings.native;
    if (!library.isIsolated()) {
      throw errorOf('INVALID_CONFIG', 'the engines of this `Enclave` run in this process: it has no pool');
    }
    return new Pool(library);
  }

  /**
   * What holds the engines of this `Enclave` here, measure by measure.
   *
   * @example
   * const report = new Enclave({ level: 'secure' }).isolationReport();
   * assert.equal(report.isolation, 'process');
   */
  isolationReport(): IsolationReport {
    return JSON.parse(this.#inStore((library) => library.isolationReport())) as IsolationReport;
  }

  /**
   * The tools and the language's rules, for a system prompt.
   *
   * @throws {ConfigError} `INVALID_CONFIG`: an option is not of the right shape.
   *
   * @example
   * enclave.toolPrompt({ style: 'compact', tools: ['users:*'], budgetChars: 4_000 });
   */
  toolPrompt(options: PromptOptions = {}): string {
    refuseUnknown(options, ['style', 'tools', 'budgetChars'], 'of `toolPrompt`');
    const { style, tools, budgetChars } = options;
    const inContract = JSON.stringify({ style, tools, budget_chars: budgetChars });
    return this.#inStore((library) => library.toolPrompt(inContract));
  }

  /** The tools that fit a query best, in that order. Scripts have the same: `await search_tools('list users')`. */
  searchTools(query: string, { limit = 10 }: { limit?: number } = {}): ToolMatch[] {
    return JSON.parse(this.#surroundings.native.searchTools(text(query), Math.max(1, limit))) as ToolMatch[];
  }

  /**
   * A tool's declaration with everything that is known of it; `undefined` when there is no such tool. Scripts have the
   * same: `await describe_tool('users:list')`.
   */
  describeTool(name: string): string | undefined {
    return this.#surroundings.native.describeTool(text(name)) ?? undefined;
  }

  /**
   * An `Enclave` like this one that writes down each call of its runs with the answer.
   *
   * The file, a cassette, is written after each run and replaces the one that was there. Sessions that are driven by
   * hand call no tool, so that they are not recorded. `redact` names members whose values are written as `[redacted]`,
   * at any depth of arguments and answers. Results that stay with the host are written down as they are. A run rejects
   * with `CassetteError` when the file cannot be written.
   *
   * @example
   * const recording = enclave.record('cassettes/now.json');
   * await recording.run('return await tools.now()');
   * await recording.close();
   */
  record(path: string | URL, { redact = [] }: { redact?: readonly string[] } = {}): Enclave {
    return taped(this, new Recorder(path, redact));
  }

  /**
   * An `Enclave` like this one whose runs call no tool: a cassette answers.
   *
   * A call is answered by a recorded one of the same tool with equal arguments, whatever the order of their keys; the
   * same call again by the next one, or with `allowRepeat` by the last. Nothing waits for as long as the tool took. The
   * policy, `onApproval` and rate limits decide as in any run. A run rejects with `CassetteMiss` for a call without an
   * answer.
   *
   * @throws {CassetteError} there is no such cassette, or something else is in the file.
   *
   * @example
   * const replaying = enclave.replay('cassettes/now.json');
   * await replaying.run('return await tools.now()');
   * assert.deepEqual(replaying.cassette.unused, []);
   */
  replay(path: string | URL, { allowRepeat = false }: { allowRepeat?: boolean } = {}): Enclave {
    return taped(this, new Player(path, allowRepeat));
  }

  /** What `record` or `replay` uses. Throws where this `Enclave` does neither. */
  get cassette(): Cassette {
    const { tape } = this.#surroundings;
    if (tape === undefined) {
      throw errorOf('INVALID_CONFIG', 'this `Enclave` neither records nor replays');
    }
    return tape;
  }

  /**
   * Cancels what runs, ends the worker processes, and writes the cassette of one that records; nothing can be run
   * afterwards.
   */
  async close(): Promise<void> {
    this.#closed = true;
    const drivers = [...this.#drivers];
    for (const driver of drivers) {
      driver.cancel();
    }
    await Promise.allSettled(drivers.map((driver) => driver.result));
    this.#surroundings.tape?.finish();
    this.#surroundings.native.close();
    this.#surroundings.auditor?.tell();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #session(plan: NativePlan, options: RunOptions): Session {
    try {
      return new Session(this.#surroundingsOf(options), plan, options.signal);
    } catch (error) {
      throw configError(error);
    }
  }

  #inStore<T>(act: (library: NativeEnclave) => T): T {
    try {
      return act(this.#surroundings.native);
    } catch (error) {
      throw configError(error);
    }
  }

  #drive(code: string, options: RunOptions, events: boolean): Driver {
    const plan = this.#plan(code, options, false, events);
    try {
      const driver = new Driver(this.#surroundingsOf(options), plan);
      this.#drivers.add(driver);
      return driver;
    } catch (error) {
      throw configError(error);
    }
  }

  #plan(code: string, options: RunOptions, manual: boolean, events: boolean): NativePlan {
    if (this.#closed) {
      throw errorOf('INVALID_CONFIG', 'this `Enclave` is closed');
    }
    checkRunOptions(options);
    const { context, limits, sessionId, tenant } = options;
    return {
      code: text(code),
      ...(context === undefined ? {} : { context: encode(context, this.#valueLimits(options), 'the context') }),
      ...(limits === undefined ? {} : { limits: JSON.stringify(limitsFrom(limits)) }),
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(tenant === undefined ? {} : { tenant }),
      manual,
      events,
    };
  }

  #surroundingsOf(options: RunOptions): Surroundings {
    const { onApproval = this.#surroundings.onApproval } = options;
    return { ...this.#surroundings, valueLimits: this.#valueLimits(options), onApproval };
  }

  #valueLimits({ limits }: RunOptions): ValueLimits {
    return limits === undefined ? this.#surroundings.valueLimits : { ...this.#surroundings.valueLimits, ...limits };
  }
}

function open(
  config: string,
  contextTape: string,
  secrets: ReadonlyMap<string, string>,
  audited: boolean,
): NativeEnclave {
  try {
    const given = [...secrets].map(([name, value]) => ({ name, value }));
    return new native.NativeEnclave(config, contextTape, given, audited);
  } catch (error) {
    throw configError(error);
  }
}

/** What values may take, and references. */
function limitsOf(config: string): [values: ValueLimits, maxReferenceBytes: number] {
  type InForce = ValueLimits & { readonly maxReferenceBytes: number };
  try {
    const limits = camelKeys(JSON.parse(native.NativeEnclave.limitsOf(config))) as unknown as InForce;
    const { maxValueDepth, maxValueNodes, maxValueBytes, maxReferenceBytes } = limits;
    return [{ maxValueDepth, maxValueNodes, maxValueBytes }, maxReferenceBytes];
  } catch (error) {
    throw configError(error);
  }
}

/** The source; what is no text is the caller's mistake, not a script. */
function text(code: unknown): string {
  if (typeof code !== 'string') {
    throw errorOf('INVALID_CONFIG', 'the code must be a string');
  }
  return code;
}

/** Whether `listen`'s callback is called within that time. */
function somethingWithin(milliseconds: number, listen: (then: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    listen(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
