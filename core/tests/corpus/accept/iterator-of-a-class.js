//! title: a class that can be iterated
//! value: [[0,3,6,9],9,[0,9,36,81],0,[6,9],"[object Range]",4]
class Range { constructor(a, b, step = 1) { Object.assign(this, { a, b, step }) } *[Symbol.iterator]() { for (let i = this.a; i < this.b; i += this.step) yield i } get [Symbol.toStringTag]() { return 'Range' } }
const r = new Range(0, 10, 3)
const [x, , ...rest] = r
return [[...r], Math.max(...r), Array.from(r, (n) => n * n), x, rest, String(r), new Set(r).size]
