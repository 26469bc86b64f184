//! title: sets with other sets
//! value: [[1,2,3,4],[2,3],[1],[1,4],true,false,true,false,"TypeError","TypeError",[1,2]]
const a = new Set([1, 2, 3])
const b = new Set([2, 3, 4])
const fails = (run) => { try { return run() } catch (error) { return error.name } }
return [[...a.union(b)], [...a.intersection(b)], [...a.difference(b)], [...a.symmetricDifference(b)],
  new Set([1]).isSubsetOf(a), a.isSubsetOf(b), a.isSupersetOf(new Set([1, 2])), a.isDisjointFrom(b),
  fails(() => a.union([1])), fails(() => a.union.call({}, b)), [...new Set([1, 2]).union(new Map([[1, 'x']]))]]
