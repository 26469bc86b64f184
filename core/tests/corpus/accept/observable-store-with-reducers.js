//! title: a store with reducers, selectors and subscriptions
//! value: [{"count":5,"log":["inc","dec","inc"]},[5,4]]
const combine = (reducers) => (state = {}, action) => Object.fromEntries(Object.entries(reducers).map(([k, r]) => [k, r(state[k], action)]));
const createStore = (reducer) => { let state = reducer(undefined, { type: '@init' }); const subs = new Set(); return { getState: () => state, dispatch(a) { state = reducer(state, a); subs.forEach((s) => s(state, a)); return a; }, subscribe: (s) => (subs.add(s), () => subs.delete(s)) }; };
const store = createStore(combine({
  count: (s = 0, { type, by = 1 }) => ({ inc: s + by, dec: s - by })[type] ?? s,
  log: (s = [], { type }) => (type.startsWith('@') ? s : [...s, type]),
}));
const seen = [];
const stop = store.subscribe(({ count }) => seen.push(count));
store.dispatch({ type: 'inc', by: 5 }); store.dispatch({ type: 'dec' }); stop(); store.dispatch({ type: 'inc' });
return [store.getState(), seen];
