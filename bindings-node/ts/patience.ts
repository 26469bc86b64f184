/**
 * How long Node's thread may look for a step before it goes back to the event loop.
 *
 * The step after an answer mostly takes some microseconds, less than the way through the event loop, on which two
 * threads must be woken. Looking is bounded for one step, for all steps between two turns of the event loop, and to
 * when nothing else of ours computes. Where it fails, since a step is long or a busy machine has both threads on one
 * processor, the next steps are not looked for: twice as many after each failure.
 */

import { availableParallelism } from 'node:os';

import { isComputing } from './native';

/** The longest for one step, in microseconds. */
const STEP_US = 50;
/** The longest for one turn of the event loop, handlers between the steps included, in milliseconds. */
const TURN_MS = 4;
/** The most steps that are passed over after failures. */
const LONGEST_PAUSE = 256;

/** With one processor, to look is to keep the step from being computed. */
const canLook = availableParallelism() > 1;
let turnBegan: number | undefined;
/** Steps still to be passed over, and how many after the next failure. */
let pause = 0;
let nextPause = 1;

/** The longest that the next step may be looked for, in microseconds. */
export function patience(): number {
  if (!canLook || isComputing()) {
    return 0;
  }
  if (pause > 0) {
    pause -= 1;
    return 0;
  }
  const now = performance.now();
  if (turnBegan === undefined) {
    turnBegan = now;
    setImmediate(() => {
      turnBegan = undefined;
    });
  }
  return now - turnBegan < TURN_MS ? STEP_US : 0;
}

/** Learns whether a step that was looked for came in time. */
export function looked(inTime: boolean): void {
  if (inTime) {
    nextPause = 1;
  } else {
    pause = nextPause;
    nextPause = Math.min(nextPause * 2, LONGEST_PAUSE);
  }
}
