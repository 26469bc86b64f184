//! title: splice, shift, unshift, fill, reverse and length
//! value: [[2,3],[5,6],0,6,[0,1,2,5],false,[1,3,5,null,{"$undefined":true}],["0","1","2","3"],[1,7,7],[3,2,1],"abc"]
const a = [1, 2, 3, 4, 5, 6];
const removed = a.splice(1, 2, 'x', 'y', 'z');
const tail = a.splice(-2);
a.unshift(0);
const first = a.shift();
a.length = 3;
a[5] = 'far';
const holes = [];
a.forEach((v, i) => holes.push(i));
const sorted = [5, undefined, 3, , 1].sort();
return [removed, tail, first, a.length, holes, 4 in a, sorted.map((x) => x ?? null), Object.keys(sorted), [1, 2, 3].fill(7, 1), [1, 2, 3].reverse(), [..."cab"].sort().join('')];
