//! title: classes that extend Array, Map and Error
//! value: [3,true,6,3,[["a",[1,2]]],1,"HttpError: gone",404,true,true]
class Stack extends Array { peek() { return this[this.length - 1]; } }
class DefaultMap extends Map {
  #make;
  constructor(make, entries) { super(entries); this.#make = make; }
  get(key) { if (!this.has(key)) this.set(key, this.#make(key)); return super.get(key); }
}
class HttpError extends Error {
  constructor(status, ...rest) { super(...rest); this.status = status; }
  get name() { return 'HttpError'; }
}
const s = Stack.from([1, 2, 3]);
const doubled = s.map((x) => x * 2);
const d = new DefaultMap(() => []);
d.get('a').push(1); d.get('a').push(2);
const e = new HttpError(404, 'gone');
return [s.peek(), doubled instanceof Stack, doubled.peek(), s.length, [...d], d.size, `${e}`, e.status, e instanceof HttpError, Array.isArray(s)];
