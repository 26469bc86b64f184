//! title: shortest routes with a binary heap
//! value: {"dist":{"a":0,"b":7,"c":9,"f":11,"d":20,"e":20},"path":"a>c>f>e"}
class Heap {
  #a = [];
  constructor(less) { this.less = less; }
  get size() { return this.#a.length; }
  push(v) { const a = this.#a; let i = a.push(v) - 1; while (i > 0) { const p = (i - 1) >> 1; if (!this.less(a[i], a[p])) break; [a[i], a[p]] = [a[p], a[i]]; i = p; } }
  pop() {
    const a = this.#a, top = a[0], last = a.pop();
    if (a.length) { a[0] = last; for (let i = 0; ;) { let m = i; for (const c of [2 * i + 1, 2 * i + 2]) if (c < a.length && this.less(a[c], a[m])) m = c; if (m === i) break; [a[i], a[m]] = [a[m], a[i]]; i = m; } }
    return top;
  }
}
const graph = { a: { b: 7, c: 9, f: 14 }, b: { c: 10, d: 15 }, c: { d: 11, f: 2 }, d: { e: 6 }, f: { e: 9 }, e: {} };
const dist = { a: 0 }, from = {}, heap = new Heap((x, y) => x[0] < y[0]);
heap.push([0, 'a']);
while (heap.size) {
  const [d, at] = heap.pop();
  if (d > dist[at]) continue;
  for (const [to, w] of Object.entries(graph[at])) if (d + w < (dist[to] ?? Infinity)) { dist[to] = d + w; from[to] = at; heap.push([d + w, to]); }
}
const path = (n) => (n in from ? [...path(from[n]), n] : [n]);
return { dist, path: path('e').join('>') };
