/** Runs whose tools are recorded into a cassette, or answered from one. */

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  type CassetteCall,
  CassetteMiss,
  type Difference,
  canonical,
  comparable,
  differences,
  read,
  shown,
  write,
} from './cassette';
import { errorOf } from './errors';
import type { WireCall, WireRecord } from './wire';

const MOST_DIFFERENCES = 20;
/** Recorded calls that are compared with one that was not. */
const MOST_CANDIDATES = 1_000;

/** The file of an `Enclave` that records or replays. */
export class Cassette {
  /** Where the file is. */
  readonly path: string;
  /** @internal */
  protected entries: CassetteCall[] = [];
  /** @internal */
  protected readonly used = new Set<CassetteCall>();

  /** Made by `Enclave.record` and `Enclave.replay`. */
  constructor(path: string | URL) {
    this.path = resolve(path instanceof URL ? fileURLToPath(path) : path);
  }

  /** What was recorded, in the order of the calls. */
  get calls(): readonly CassetteCall[] {
    return [...this.entries];
  }

  /** Calls that were recorded and not made again; empty while recording. */
  get unused(): readonly CassetteCall[] {
    return this.entries.filter((call) => !this.used.has(call));
  }

  /** Writes what is to be written. */
  finish(): void {}
}

/** Writes the file after each run, so that nothing is lost when a later one does not end. */
export class Recorder extends Cassette {
  readonly #redacted: ReadonlySet<string>;
  #written = false;

  constructor(path: string | URL, redact: readonly string[]) {
    super(path);
    if (!Array.isArray(redact) || !redact.every((name) => typeof name === 'string')) {
      throw errorOf('INVALID_CONFIG', '`redact` must be a list of names');
    }
    this.#redacted = new Set(redact);
  }

  run(): RecordedRun {
    return new RecordedRun((records, handed, answered) => this.#keep(records, handed, answered));
  }

  override finish(): void {
    if (!this.#written) {
      this.#write();
    }
  }

  #keep(records: readonly WireRecord[], handed: ReadonlySet<number>, answered: ReadonlySet<number>): void {
    const made = records.filter((record) => handed.has(record.id));
    const first = this.entries.length;
    const places = new Map<number, number>();
    made.forEach((record, index) => record.ok !== null && places.set(record.id, first + index));
    const came = new Map([...answered].map((id, rank) => [id, rank]));
    const ranked = [...places.keys()].sort((a, b) => (came.get(a) ?? came.size) - (came.get(b) ?? came.size));
    // Answers share out the places of their calls: where they came in that order, each keeps its own.
    const slots = [...places.values()];
    const order = new Map(ranked.map((id, rank) => [id, slots[rank] as number]));
    const added = made.map(({ id, name, args, ok, value, error, byReference, data }, index): CassetteCall => {
      const failure = error === undefined ? undefined : { code: error.code, message: error.message };
      return {
        tool: name,
        args,
        result: value,
        byReference: byReference === true,
        error: failure === undefined || data === undefined ? failure : { ...failure, data },
        answered: ok !== null,
        order: order.get(id) ?? first + index,
      };
    });
    this.entries.push(...added);
    for (const call of added) {
      this.used.add(call);
    }
    this.#write();
  }

  #write(): void {
    write(this.path, this.entries, this.#redacted);
    this.#written = true;
  }
}

type Keep = (records: readonly WireRecord[], handed: ReadonlySet<number>, answered: ReadonlySet<number>) => void;

/** What a run that is recorded tells of its calls. */
export class RecordedRun {
  readonly #keep: Keep;
  readonly #handed = new Set<number>();
  /** In the order of the answers. */
  readonly #answered = new Set<number>();

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  /** A call goes to its tool. */
  handed(id: number): void {
    this.#handed.add(id);
  }

  /** It was answered. */
  answered(id: number): void {
    this.#answered.add(id);
  }

  /**
   * The run is over, with its calls as the tools had them. Those that were not handed to one are left out: what refused
   * or answered them does so again. Throws `CassetteError` when the file cannot be written.
   */
  over(records: readonly WireRecord[]): void {
    this.#keep(records, this.#handed, this.#answered);
  }
}

/** Answers calls from a file. */
export class Player extends Cassette {
  readonly #redacted: ReadonlySet<string>;
  readonly #allowRepeat: boolean;
  readonly #again: string;
  /** Calls that are equal, in their order, with the number of those that were made again. */
  readonly #equal = new Map<string, { readonly calls: CassetteCall[]; made: number }>();

  /** `again` says how the cassette is recorded. */
  constructor(path: string | URL, allowRepeat: boolean, again?: string) {
    super(path);
    this.#again = again ?? `\`enclave.record(${JSON.stringify(`${path}`)})\``;
    const { calls, redacted } = read(this.path, this.#again);
    this.entries = [...calls];
    this.#redacted = redacted;
    this.#allowRepeat = allowRepeat;
    for (const call of calls) {
      const key = this.#key(call.tool, call.args);
      const equal = this.#equal.get(key);
      if (equal === undefined) {
        this.#equal.set(key, { calls: [call], made: 0 });
      } else {
        equal.calls.push(call);
      }
    }
  }

  run(): PlayedRun {
    return new PlayedRun((tool, args) => this.#take(tool, args));
  }

  #take(tool: string, args: unknown): CassetteCall {
    const equal = this.#equal.get(this.#key(tool, args)) ?? { calls: [], made: 0 };
    const call = equal.calls[equal.made] ?? (this.#allowRepeat ? equal.calls.at(-1) : undefined);
    if (call === undefined) {
      throw new CassetteMiss(this.#explained(tool, args, equal.calls.length), tool, args);
    }
    equal.made += 1;
    this.used.add(call);
    return call;
  }

  #key(tool: string, args: unknown): string {
    return `${tool} ${canonical(comparable(args, this.#redacted))}`;
  }

  #explained(tool: string, args: unknown, recorded: number): string {
    const called = comparable(args, this.#redacted);
    const times = recorded === 1 ? 'once' : `${recorded} times`;
    return [
      `the cassette has no answer to this call: ${tool}(${shown(called)})`,
      ...(recorded > 0 ? [`it was recorded ${times} and is now made once more`] : this.#nearest(tool, called)),
      `cassette: ${this.path}`,
      `record again: ${this.#again}`,
    ].join('\n');
  }

  #nearest(tool: string, called: unknown): string[] {
    let best: { index: number; args: unknown; found: Difference[] } | undefined;
    const candidates = [...this.entries.entries()].filter(([, call]) => call.tool === tool).slice(0, MOST_CANDIDATES);
    for (const [index, call] of candidates) {
      const args = comparable(call.args, this.#redacted);
      const found = [...differences(args, called)];
      if (best === undefined || found.length < best.found.length) {
        best = { index, args, found };
      }
    }
    if (best === undefined) {
      const names = [...new Set(this.entries.map((call) => call.tool))].sort().slice(0, MOST_DIFFERENCES);
      return [`no call of \`${tool}\` was recorded; of these tools calls were: ${names.join(', ') || 'none'}`];
    }
    const { index, args, found } = best;
    const more = found.length - MOST_DIFFERENCES;
    return [
      `nearest recorded call: calls[${index}] ${tool}(${shown(args)})`,
      ...found
        .slice(0, MOST_DIFFERENCES)
        .map(([place, left, right]) => `  ${place}: recorded ${left ?? 'nothing'}, called with ${right ?? 'nothing'}`),
      ...(more > 0 ? [`  … ${more} more`] : []),
    ];
  }
}

/** The calls of one run that wait for their answers. */
export class PlayedRun {
  readonly #take: (tool: string, args: unknown) => CassetteCall;
  readonly #waiting: (readonly [id: number, call: CassetteCall])[] = [];

  constructor(take: (tool: string, args: unknown) => CassetteCall) {
    this.#take = take;
  }

  /** Takes new calls. Throws `CassetteMiss`. */
  take(calls: readonly WireCall[]): void {
    for (const { id, name, args } of calls) {
      const call = this.#take(name, args);
      if (call.answered) {
        this.#waiting.push([id, call]);
      }
    }
  }

  /**
   * The call that was answered first when they were recorded. One at a time: what the script asks for next may have been
   * answered before the others.
   */
  next(): readonly [id: number, call: CassetteCall] | undefined {
    // Limits bound how many wait.
    this.#waiting.sort(([a, left], [b, right]) => left.order - right.order || a - b);
    return this.#waiting.shift();
  }
}
