//! title: tasks in order, and the cycle when there is one
//! value: {"ok":["install","build","test","deploy","lint"],"cycle":"cycle: b -> c -> b"}
const order = (deps) => {
  const state = new Map(), out = [];
  const visit = (n, trail) => {
    if (state.get(n) === 'done') return;
    if (state.get(n) === 'busy') throw new Error(`cycle: ${[...trail.slice(trail.indexOf(n)), n].join(' -> ')}`);
    state.set(n, 'busy');
    for (const d of deps[n] ?? []) visit(d, [...trail, n]);
    state.set(n, 'done');
    out.push(n);
  };
  Object.keys(deps).forEach((n) => visit(n, []));
  return out;
};
const ok = order({ deploy: ['test', 'build'], test: ['build'], build: ['install'], lint: ['install'] });
let cycle;
try { order({ a: ['b'], b: ['c'], c: ['d', 'b'] }); } catch ({ message }) { cycle = message; }
return { ok, cycle };
