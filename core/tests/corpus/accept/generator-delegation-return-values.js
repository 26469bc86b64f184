//! title: yield* passes values on and gives what the inner returns
//! value: ["a asks","b asks",10,20,["a got 1","b got 2"]]
function* leaf(name) { const got = yield `${name} asks`; return `${name} got ${got}`; }
function* root() {
  const results = [];
  for (const n of ['a', 'b']) results.push(yield* leaf(n));
  yield* [10, 20];
  return results;
}
const it = root();
const seen = [];
for (let step = it.next(); ; step = it.next(seen.length)) {
  seen.push(step.value);
  if (step.done) break;
}
return seen;
