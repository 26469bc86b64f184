//! title: an emitter with once, off and errors in listeners
//! value: {"got":[["on",1],["once",1],["on",2]],"errors":[["bad listener"],["bad listener"]],"none":[]}
class Emitter {
  #handlers = new Map();
  on(event, fn) { (this.#handlers.get(event) ?? this.#handlers.set(event, []).get(event)).push(fn); return () => this.off(event, fn); }
  once(event, fn) { const off = this.on(event, (...a) => { off(); fn(...a); }); }
  off(event, fn) { this.#handlers.set(event, (this.#handlers.get(event) ?? []).filter((f) => f !== fn)); }
  emit(event, ...args) {
    const errors = [];
    for (const fn of [...(this.#handlers.get(event) ?? [])]) { try { fn(...args); } catch (e) { errors.push(e.message); } }
    return errors;
  }
}
const bus = new Emitter(), got = [];
const stop = bus.on('data', (x) => got.push(['on', x]));
bus.once('data', (x) => got.push(['once', x]));
bus.on('data', () => { throw new Error('bad listener'); });
const errors = [bus.emit('data', 1), bus.emit('data', 2)];
stop();
bus.emit('data', 3);
return { got, errors, none: bus.emit('nothing') };
