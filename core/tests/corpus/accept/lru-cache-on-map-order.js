//! title: a cache bounded by the order of a Map
//! value: [["b","c"],{"$undefined":true},9,[["d",4],["a",9]]]
class Lru {
  #max; #map = new Map(); #evicted = [];
  constructor(max) { this.#max = max; }
  get(k) { if (!this.#map.has(k)) return undefined; const v = this.#map.get(k); this.#map.delete(k); this.#map.set(k, v); return v; }
  set(k, v) { this.#map.delete(k); this.#map.set(k, v); if (this.#map.size > this.#max) { const oldest = this.#map.keys().next().value; this.#map.delete(oldest); this.#evicted.push(oldest); } return this; }
  get evicted() { return [...this.#evicted]; }
  toJSON() { return [...this.#map]; }
}
const c = new Lru(2).set('a', 1).set('b', 2);
c.get('a');
c.set('c', 3).set('a', 9).set('d', 4);
return [c.evicted, c.get('c'), c.get('a'), JSON.parse(JSON.stringify(c))];
