// Guest code of our own, run before the script. It keeps what it needs in its closure, and returns functions that
// the native side puts in place. `flat` and `flatMap` are here since the engine's own walk nested arrays without
// ever asking whether the run is over, `fromEntries` for the same reason, and `groupBy` since the engine's own calls back with the global object as `this`.
(function (isArray, append, put, cubeRoot) {
  'use strict';

  function flattenInto(target, source, depth) {
    const length = source.length;
    for (let i = 0; i < length; i++) {
      if (!(i in source)) continue;
      const item = source[i];
      if (depth > 0 && isArray(item)) flattenInto(target, item, depth - 1);
      else append(target, item);
    }
  }

  const { call } = Function.prototype;
  const invoke = call.bind(call);
  const hasKey = call.bind(Map.prototype.has);
  const getKey = call.bind(Map.prototype.get);
  const setKey = call.bind(Map.prototype.set);

  function grouped(items, callback, put) {
    if (typeof callback !== 'function') throw new TypeError('not a function');
    let index = 0;
    for (const item of items) put(callback(item, index++), item);
  }

  return {
    cbrt: {
      cbrt(x) {
        return cubeRoot(+x);
      },
    }.cbrt,
    groupBy: {
      groupBy(items, callback) {
        const groups = { __proto__: null };
        grouped(items, callback, (key, item) => {
          const name = typeof key === 'symbol' ? key : `${key}`;
          if (!(name in groups)) groups[name] = [];
          append(groups[name], item);
        });
        return groups;
      },
    }.groupBy,

    groupIntoMap: {
      groupBy(items, callback) {
        const groups = new Map();
        grouped(items, callback, (key, item) => {
          if (!hasKey(groups, key)) setKey(groups, key, []);
          append(getKey(groups, key), item);
        });
        return groups;
      },
    }.groupBy,

    fromEntries: {
      fromEntries(entries) {
        const target = {};
        for (const entry of entries) {
          if ((typeof entry !== 'object' || entry === null) && typeof entry !== 'function') throw new TypeError('not an object');
          put(target, entry[0], entry[1]);
        }
        return target;
      },
    }.fromEntries,

    flat: {
      flat(depth = 1) {
        const target = [];
        flattenInto(target, this, +depth);
        return target;
      },
    }.flat,

    flatMap: {
      flatMap(callback, thisArg) {
        if (typeof callback !== 'function') throw new TypeError('not a function');
        const target = [];
        const length = this.length;
        for (let i = 0; i < length; i++) {
          if (!(i in this)) continue;
          const item = invoke(callback, thisArg, this[i], i, this);
          if (isArray(item)) flattenInto(target, item, 0);
          else append(target, item);
        }
        return target;
      },
    }.flatMap,

    async parallel(thunks, options) {
      if (!isArray(thunks)) throw new TypeError('parallel takes an array of functions');
      const count = thunks.length;
      const wanted = options?.concurrency ?? (count || 1);
      if (typeof wanted !== 'number' || !(wanted >= 1)) throw new RangeError('concurrency must be at least 1');
      // Each place is an own one from the start: a hole would be filled through `Array.prototype`.
      const results = [];
      for (let i = 0; i < count; i++) append(results, undefined);
      let next = 0;
      let failed = false;
      async function worker() {
        while (!failed && next < count) {
          const index = next++;
          const thunk = thunks[index];
          try {
            results[index] = await (typeof thunk === 'function' ? thunk() : thunk);
          } catch (error) {
            failed = true;
            throw error;
          }
        }
      }
      const workers = [];
      for (let i = 0; i < wanted && i < count; i++) append(workers, worker());
      // Every worker is awaited, so that a second failure does not go unhandled.
      let error;
      let threw = false;
      for (let i = 0; i < workers.length; i++) {
        try {
          await workers[i];
        } catch (caught) {
          if (!threw) error = caught;
          threw = true;
        }
      }
      if (threw) throw error;
      return results;
    },
  };
});
