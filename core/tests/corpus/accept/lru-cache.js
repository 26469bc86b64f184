//! title: a cache that forgets the oldest
//! value: [1,{"$undefined":true},3,["a","c"]]
class Lru { constructor(max) { this.max = max; this.map = new Map() } get(k) { if (!this.map.has(k)) return undefined; const v = this.map.get(k); this.map.delete(k); this.map.set(k, v); return v } set(k, v) { this.map.delete(k); this.map.set(k, v); if (this.map.size > this.max) this.map.delete(this.map.keys().next().value) } }
const cache = new Lru(2)
cache.set('a', 1); cache.set('b', 2); cache.get('a'); cache.set('c', 3)
return [cache.get('a'), cache.get('b'), cache.get('c'), [...cache.map.keys()]]
