//! title: an emitter of events
//! value: [["one",1],["two",3],["two",7]]
class Emitter {
  #handlers = new Map()
  on(name, handler) { this.#handlers.set(name, [...(this.#handlers.get(name) ?? []), handler]); return () => this.off(name, handler) }
  off(name, handler) { this.#handlers.set(name, this.#handlers.get(name).filter((h) => h !== handler)) }
  emit(name, ...args) { for (const h of this.#handlers.get(name) ?? []) h.apply(this, args) }
}
const seen = []
const bus = new Emitter()
const off = bus.on('a', (x) => seen.push(['one', x]))
bus.on('a', (x, y) => seen.push(['two', x + y]))
bus.emit('a', 1, 2); off(); bus.emit('a', 3, 4); bus.emit('b')
return seen
