//! title: toSorted, toReversed, with, toSpliced, at, findLast
//! value: [[1,2,3],[2,1,3],[3,9,2],["x","y",1,2],[1,2,2],2,2,-1,[1,2,3,4],[3,30,1,10,2,20],[7,8],[1,2,2],[1,0,0,4],2,{"value":[0,1],"done":false},false,true]
const a = [3, 1, 2]
return [a.toSorted(), a.toReversed(), a.with(1, 9), a.toSpliced(0, 1, 'x', 'y'), a, a.at(-1), a.findLast((x) => x > 1), a.findLastIndex((x) => x > 5), [1, [2, [3, [4]]]].flat(Infinity), a.flatMap((x) => [x, x * 10]), Array.of(7, 8), a.copyWithin(0, 1), [1, 2, 3, 4].fill(0, 1, 3), a.lastIndexOf(2), [1, 2].entries().next(), a.includes(NaN), [NaN].includes(NaN)]
