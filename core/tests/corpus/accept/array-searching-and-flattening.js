//! title: find, findLast, findIndex, includes, flat and flatMap
//! value: [[1,2,[3,[4,[5]]],6],[1,2,3,[4,[5]],6],6,"a","c",-1,1,true,-1,["a","b","b","c"],[0,3],0,[1,4,5,4,5],["aa","bb"],[[1,2]],1]
const nested = [1, [2, [3, [4, [5]]]], , 6];
const people = [{ n: 'a', v: 1 }, { n: 'b', v: 2 }, { n: 'c', v: 1 }];
return [
  nested.flat(), nested.flat(2), nested.flat(Infinity).length, people.find((p) => p.v === 1).n, people.findLast((p) => p.v === 1).n,
  people.findIndex((p) => p.v > 5), people.findLastIndex((p) => p.v === 2), [1, NaN].includes(NaN), [1, NaN].indexOf(NaN), people.flatMap(({ n, v }) => Array(v).fill(n)),
  [3, 4].entries().next().value, [, 1].findIndex((x) => x === undefined), [1, 2, 3, 4, 5].copyWithin(1, 3), Array.from('ab', (c) => c + c), Array.from(new Map([[1, 2]])), Array.of(3).length,
];
