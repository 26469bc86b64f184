//! title: values sent into a generator with next, throw and return
//! value: [{"value":0,"done":false},{"value":5,"done":false},{"value":12,"done":false},{"value":0,"done":false},{"value":1,"done":false},{"value":["reset","closed"],"done":false},{"value":"bye","done":true},{"done":true}]
function* accumulator() {
  let total = 0, steps = [];
  try {
    while (true) {
      try {
        const n = yield total;
        if (n === undefined) continue;
        total += n;
      } catch (e) { steps.push(e); total = 0; }
    }
  } finally { steps.push('closed'); yield steps; }
}
const g = accumulator();
return [g.next(), g.next(5), g.next(7), g.throw('reset'), g.next(1), g.return('bye'), g.next(), g.next()];
