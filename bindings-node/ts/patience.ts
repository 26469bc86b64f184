/**
 * How long Node's thread may stand still for a step.
 *
 * Most steps take some microseconds, less than the way through the event loop. Standing still for them is cheaper for
 * everyone, as long as it is bounded: in one step, and in all steps between two turns of the event loop.
 */

/** The longest for one step, in microseconds. */
const STEP_US = 0;
/** The longest for all steps of one turn of the event loop, the handlers between them included, in milliseconds. */
const TURN_MS = 4;

let turnBegan: number | undefined;

/** The longest that the next step may be waited for, in microseconds. */
export function patience(): number {
  if (STEP_US === 0) return 0;
  const now = performance.now();
  if (turnBegan === undefined) {
    turnBegan = now;
    setImmediate(() => {
      turnBegan = undefined;
    });
  }
  return now - turnBegan < TURN_MS ? STEP_US : 0;
}
