//! title: methods of sets: union, intersection, difference, subset
//! plain: no
//! value: [[1,2,3,4,5],[3,4],[1,2],[1,2,5],true,true,true,[1,1],4,[{"$number":"NaN"},0]]
const a = new Set([1, 2, 3, 4]), b = new Set([3, 4, 5]);
const s = (set) => [...set];
return [s(a.union(b)), s(a.intersection(b)), s(a.difference(b)), s(a.symmetricDifference(b)), new Set([3]).isSubsetOf(a), a.isSupersetOf(new Set([1, 2])), a.isDisjointFrom(new Set([9])), [...a.entries()][0], new Set('hello').size, s(new Set([NaN, NaN, 0, -0]))];
