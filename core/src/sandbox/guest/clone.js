// `structuredClone`: data, with its cycles, its maps and sets and its errors; functions and symbols are refused.
(function () {
  'use strict';
  const ERRORS = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  function fail(value) {
    const what = typeof value === 'function' ? `${value.name || 'function'}` : typeof value === 'symbol' ? value.toString() : 'object';
    const error = new Error(`${what} could not be cloned.`);
    error.name = 'DataCloneError';
    throw error;
  }
  function copy(value, seen) {
    if (typeof value === 'function' || typeof value === 'symbol') fail(value);
    if (typeof value !== 'object' || value === null) return value;
    const known = seen.get(value);
    if (known !== undefined) return known;
    if (Array.isArray(value)) {
      const target = new Array(value.length);
      seen.set(value, target);
      for (const key of Object.keys(value)) target[key] = copy(value[key], seen);
      return target;
    }
    if (value instanceof Date) return remember(value, new Date(value.getTime()), seen);
    if (value instanceof RegExp) return remember(value, new RegExp(value.source, value.flags), seen);
    if (value instanceof Map) {
      const target = remember(value, new Map(), seen);
      for (const [key, item] of value) target.set(copy(key, seen), copy(item, seen));
      return target;
    }
    if (value instanceof Set) {
      const target = remember(value, new Set(), seen);
      for (const item of value) target.add(copy(item, seen));
      return target;
    }
    if (value instanceof ArrayBuffer) return remember(value, value.slice(0), seen);
    if (ArrayBuffer.isView(value)) {
      const buffer = copy(value.buffer, seen);
      if (value instanceof DataView) return remember(value, new DataView(buffer, value.byteOffset, value.byteLength), seen);
      const TypedArray = TYPED.find((type) => value instanceof type);
      return remember(value, new TypedArray(buffer, value.byteOffset, value.length), seen);
    }
    if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt) {
      return remember(value, Object(value.valueOf()), seen);
    }
    if (value instanceof Error) {
      const Type = ERRORS[value.name] ?? Error;
      const target = remember(value, new Type(value.message), seen);
      if (Object.hasOwn(value, 'cause')) {
        Object.defineProperty(target, 'cause', { value: copy(value.cause, seen), writable: true, configurable: true });
      }
      return target;
    }
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) fail(value);
    const target = remember(value, {}, seen);
    for (const key of Object.keys(value)) {
      const item = copy(value[key], seen);
      Object.defineProperty(target, key, { value: item, writable: true, configurable: true, enumerable: true });
    }
    return target;
  }
  const TYPED = [
    Uint8Array, Uint8ClampedArray, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array,
    Float64Array, BigInt64Array, BigUint64Array,
  ];
  function remember(value, target, seen) {
    seen.set(value, target);
    return target;
  }
  return {
    structuredClone(value) {
      if (arguments.length === 0) throw new TypeError('structuredClone takes a value');
      return copy(value, new Map());
    },
  };
});
