//! title: memoize around an async function with JSON keys
//! value: {"results":[3,3,3],"hits":1,"keys":["[1,2]","[2,1]"]}
function memoize(fn, key = (...args) => JSON.stringify(args)) {
  const memo = {};
  let hits = 0;
  const wrapped = async (...args) => {
    const k = key(...args);
    if (Object.hasOwn(memo, k)) { hits++; return memo[k]; }
    return (memo[k] = await fn(...args));
  };
  wrapped.stats = () => ({ hits, keys: Object.keys(memo) });
  return wrapped;
}
const add = memoize(async (a, b) => (await tools.add({ a, b })).sum);
const results = [await add(1, 2), await add(1, 2), await add(2, 1)];
return { results, ...add.stats() };
