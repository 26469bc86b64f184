/**
 * How long Node's thread may look for a step before it goes back to the event loop.
 *
 * The step after an answer mostly takes some microseconds, and the first of a script that passed before a tenth of a
 * millisecond or two: no more than the way through the event loop, on which two threads must be woken. Looking is bounded
 * for one step, for all steps between two turns of the event loop, and to when nothing else of ours computes. Where it
 * fails, since a step is long or a busy machine has both threads on one processor, the next steps of that kind are not
 * looked for: twice as many after each failure.
 */

import { availableParallelism } from 'node:os';

import { isComputing } from './native';

/** The longest for all steps of one turn of the event loop, handlers between them included, in milliseconds. */
const TURN_MS = 4;
/** The most steps that are passed over after failures. */
const LONGEST_PAUSE = 256;

/** With one processor, to look is to keep the step from being computed. */
const canLook = availableParallelism() > 1;
let turnBegan: number | undefined;

/** What is known of steps of one kind. */
export class Patience {
  /** Steps still to be passed over, and how many after the next failure. */
  #pause = 0;
  #nextPause = 1;
  readonly #longest: number;

  /** `longest`: the longest for one step, in microseconds. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The longest that the next step may be looked for, in microseconds. */
  next(): number {
    if (!canLook || isComputing()) {
      return 0;
    }
    if (this.#pause > 0) {
      this.#pause -= 1;
      return 0;
    }
    const now = performance.now();
    if (turnBegan === undefined) {
      turnBegan = now;
      setImmediate(() => {
        turnBegan = undefined;
      });
    }
    return now - turnBegan < TURN_MS ? this.#longest : 0;
  }

  /** Learns whether a step that was looked for came in time. */
  looked(inTime: boolean): void {
    if (inTime) {
      this.#nextPause = 1;
    } else {
      this.#pause = this.#nextPause;
      this.#nextPause = Math.min(this.#nextPause * 2, LONGEST_PAUSE);
    }
  }
}

/** For the first step of a run. */
export const FIRST_STEP = new Patience(400);
/** For the steps after answers. The first of them may find the thread asleep that computes. */
export const LATER_STEP = new Patience(150);
