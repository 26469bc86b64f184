//! title: helpers of iterators: map, filter, take, drop, toArray
//! plain: no
//! value: [[1,9,25,49],[2,3],6,["a","b","c"],true,8,[-7,-8]]
function* naturals() { for (let n = 1; ; n++) yield n; }
const firstSquares = naturals().map((n) => n * n).filter((n) => n % 2).take(4).toArray();
const entries = new Map([['a', 1], ['b', 2], ['c', 3]]);
const big = entries.values().drop(1).toArray();
const summed = [1, 2, 3].values().reduce((a, b) => a + b);
const flat = ['ab', 'c'].values().flatMap((s) => s.split('')).toArray();
return [firstSquares, big, summed, flat, entries.keys().some((k) => k === 'b'), naturals().find((n) => n > 7), [...Iterator.from([7, 8]).map((x) => -x)]];
