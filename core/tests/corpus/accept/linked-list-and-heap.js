//! title: a linked list and a heap
//! value: [[1,2,3,5,8,9],[3,2,1]]
class Heap { #h = []; push(v) { const h = this.#h; h.push(v); let i = h.length - 1; while (i > 0) { const p = (i - 1) >> 1; if (h[p] <= h[i]) break; [h[p], h[i]] = [h[i], h[p]]; i = p } } pop() { const h = this.#h; const top = h[0], last = h.pop(); if (h.length) { h[0] = last; let i = 0; for (;;) { let s = i; const l = 2 * i + 1, r = l + 1; if (l < h.length && h[l] < h[s]) s = l; if (r < h.length && h[r] < h[s]) s = r; if (s === i) break; [h[s], h[i]] = [h[i], h[s]]; i = s } } return top } get size() { return this.#h.length } }
const heap = new Heap()
for (const v of [5, 2, 8, 1, 9, 3]) heap.push(v)
const sorted = []
while (heap.size) sorted.push(heap.pop())
let list = null
for (const v of [1, 2, 3]) list = { v, next: list }
const values = []
for (let at = list; at; at = at.next) values.push(at.v)
return [sorted, values]
