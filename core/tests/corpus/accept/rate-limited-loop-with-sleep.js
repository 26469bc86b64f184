//! title: calls with a pause between, as for a rate limit
//! value: {"out":[100,101,102,103,104,105,106,107],"pauses":2}
const RATE = { perBatch: 3, pauseMs: 2 };
const out = [];
let pauses = 0;
for (let i = 0; i < 8; i++) {
  if (i > 0 && i % RATE.perBatch === 0) {
    await sleep(RATE.pauseMs);
    pauses++;
  }
  const { sum } = await callTool('add', { a: i, b: 100 });
  out.push(sum);
}
return { out, pauses };
