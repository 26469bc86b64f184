// The methods of sets that take another set. The engine's own go through sets without ever asking whether the run is
// over.
(function () {
  'use strict';
  const NativeSet = Set;
  const { call } = ''.slice;
  const invoke = call.bind(call);
  const proto = Set.prototype;
  const add = call.bind(proto.add);
  const has = call.bind(proto.has);
  const remove = call.bind(proto.delete);
  const values = call.bind(proto.values);
  const next = call.bind(new Set().values().next);
  const sizeOf = call.bind(Object.getOwnPropertyDescriptor(proto, 'size').get);

  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  // What the other side must have, each read once.
  function readOther(other) {
    if (!isObject(other)) throw new TypeError('not a set');
    const number = +other.size;
    if (number !== number) throw new TypeError('the size of a set is a number');
    if (number <= -1) throw new RangeError('the size of a set is not negative');
    const otherHas = other.has;
    if (typeof otherHas !== 'function') throw new TypeError('the `has` of a set is a function');
    const keys = other.keys;
    if (typeof keys !== 'function') throw new TypeError('the `keys` of a set is a function');
    return { set: other, size: number, has: otherHas, keys };
  }

  // Visits the items of a set of ours until a visit says `false`.
  function each(set, visit) {
    const items = values(set);
    for (let step = next(items); !step.done; step = next(items)) if (visit(step.value) === false) return false;
    return true;
  }

  // The same for the other side.
  function eachOther(other, visit) {
    const items = invoke(other.keys, other.set);
    if (!isObject(items)) throw new TypeError('the `keys` of a set gives an iterator');
    const step = items.next;
    for (;;) {
      const result = invoke(step, items);
      if (!isObject(result)) throw new TypeError('an iterator gives objects');
      if (result.done) return true;
      if (visit(result.value) === false) {
        const close = items.return;
        if (close !== undefined && close !== null) invoke(close, items);
        return false;
      }
    }
  }

  const otherHas = (other, item) => !!invoke(other.has, other.set, item);

  function copy(set) {
    const target = new NativeSet();
    each(set, (item) => { add(target, item); });
    return target;
  }

  const methods = {
    union(items) {
      sizeOf(this);
      const other = readOther(items);
      const target = copy(this);
      eachOther(other, (item) => { add(target, item); });
      return target;
    },
    intersection(items) {
      const size = sizeOf(this);
      const other = readOther(items);
      const target = new NativeSet();
      if (size <= other.size) each(this, (item) => { if (otherHas(other, item)) add(target, item); });
      else eachOther(other, (item) => { if (has(this, item)) add(target, item); });
      return target;
    },
    difference(items) {
      const size = sizeOf(this);
      const other = readOther(items);
      const target = copy(this);
      if (size <= other.size) each(this, (item) => { if (otherHas(other, item)) remove(target, item); });
      else eachOther(other, (item) => { remove(target, item); });
      return target;
    },
    symmetricDifference(items) {
      sizeOf(this);
      const other = readOther(items);
      const target = copy(this);
      eachOther(other, (item) => { if (has(this, item)) remove(target, item); else add(target, item); });
      return target;
    },
    isSubsetOf(items) {
      const size = sizeOf(this);
      const other = readOther(items);
      return size <= other.size && each(this, (item) => otherHas(other, item));
    },
    isSupersetOf(items) {
      const size = sizeOf(this);
      const other = readOther(items);
      return size >= other.size && eachOther(other, (item) => has(this, item));
    },
    isDisjointFrom(items) {
      const size = sizeOf(this);
      const other = readOther(items);
      if (size <= other.size) return each(this, (item) => !otherHas(other, item));
      return eachOther(other, (item) => !has(this, item));
    },
  };
  for (const name in methods) {
    Object.defineProperty(proto, name, { value: methods[name], writable: true, configurable: true, enumerable: false });
  }
});
