//! title: Calls past a limit reject; calls past what may wait at once wait.
//! plain: no
//! value: [0,1,"RATE_LIMITED: `limited` may be called 2 times in a session","1,2,3"]
const ends = [];
for (let n = 0; n < 3; n++) {
  try { ends.push((await tools.limited({ n })).n); } catch (error) { ends.push(`${error.code}: ${error.message}`); }
}
const turns = await Promise.all([1, 2, 3].map((n) => callTool('one-by-one', { n })));
return [...ends, turns.map((turn) => turn.n).join()];
