//! title: maps, sets and class instances become data
//! value: {"map":{"a":{"b":[1,2]}},"set":["x",[1]],"point":{"x":1,"y":2},"date":{"$date":0},"nested":[{},[]],"nul":null}
class Point { #hidden = 1; constructor(x, y) { this.x = x; this.y = y; } get sum() { return this.x + this.y; } method() { return this.#hidden; } }
return { map: new Map([['a', { b: new Set([1, 2]) }]]), set: new Set(['x', [1]]), point: new Point(1, 2), date: new Date(0), nested: [new Map(), new Set()], undef: undefined, nul: null };
