// `structuredClone`: data, with its cycles, its maps and sets and its errors; functions and symbols are refused.
(function () {
  'use strict';
  const { call } = ''.slice;
  const { keys: keysOf, hasOwn, defineProperty } = Object;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const getOf = call.bind(Map.prototype.get);
  const setOf = call.bind(Map.prototype.set);
  const entriesOf = call.bind(Map.prototype.entries);
  const nextEntry = call.bind(new Map().entries().next);
  const addTo = call.bind(Set.prototype.add);
  const valuesOf = call.bind(Set.prototype.values);
  const nextValue = call.bind(new Set().values().next);
  const getTime = call.bind(Date.prototype.getTime);
  const slice = call.bind(ArrayBuffer.prototype.slice);
  const symbolText = call.bind(Symbol.prototype.toString);
  const ERRORS = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  function fail(value) {
    let what = 'object';
    if (typeof value === 'function') what = `${value.name || 'function'}`;
    if (typeof value === 'symbol') what = symbolText(value);
    const error = new Error(`${what} could not be cloned.`);
    error.name = 'DataCloneError';
    throw error;
  }
  function copy(value, seen) {
    if (typeof value === 'function' || typeof value === 'symbol') fail(value);
    if (typeof value !== 'object' || value === null) return value;
    const known = getOf(seen, value);
    if (known !== undefined) return known;
    if (isArray(value)) {
      const target = new Array(value.length);
      setOf(seen, value, target);
      copyMembers(value, target, seen);
      return target;
    }
    if (value instanceof Date) return remember(value, new Date(getTime(value)), seen);
    if (value instanceof RegExp) return remember(value, new RegExp(value.source, value.flags), seen);
    if (value instanceof Map) {
      const target = remember(value, new Map(), seen);
      const entries = entriesOf(value);
      for (let step = nextEntry(entries); !step.done; step = nextEntry(entries)) {
        setOf(target, copy(step.value[0], seen), copy(step.value[1], seen));
      }
      return target;
    }
    if (value instanceof Set) {
      const target = remember(value, new Set(), seen);
      const values = valuesOf(value);
      for (let step = nextValue(values); !step.done; step = nextValue(values)) addTo(target, copy(step.value, seen));
      return target;
    }
    if (value instanceof ArrayBuffer) return remember(value, slice(value, 0), seen);
    if (isView(value)) {
      const buffer = copy(value.buffer, seen);
      if (value instanceof DataView) {
        return remember(value, new DataView(buffer, value.byteOffset, value.byteLength), seen);
      }
      let at = 0;
      while (!(value instanceof TYPED[at])) at++;
      return remember(value, new TYPED[at](buffer, value.byteOffset, value.length), seen);
    }
    if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt) {
      return remember(value, Object(value.valueOf()), seen);
    }
    if (value instanceof Error) {
      const Type = ERRORS[value.name] ?? Error;
      const target = remember(value, new Type(value.message), seen);
      if (hasOwn(value, 'cause')) {
        defineProperty(target, 'cause', {
          __proto__: null, value: copy(value.cause, seen), writable: true, configurable: true,
        });
      }
      return target;
    }
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) fail(value);
    const target = remember(value, {}, seen);
    copyMembers(value, target, seen);
    return target;
  }
  function copyMembers(value, target, seen) {
    const keys = keysOf(value);
    for (let i = 0; i < keys.length; i++) {
      const item = copy(value[keys[i]], seen);
      const member = { __proto__: null, value: item, writable: true, configurable: true, enumerable: true };
      defineProperty(target, keys[i], member);
    }
  }
  const TYPED = [
    Uint8Array, Uint8ClampedArray, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array,
    Float64Array, BigInt64Array, BigUint64Array, Float16Array,
  ];
  function remember(value, target, seen) {
    setOf(seen, value, target);
    return target;
  }
  return {
    structuredClone(value) {
      if (arguments.length === 0) throw new TypeError('structuredClone takes a value');
      return copy(value, new Map());
    },
  };
});
