//! title: global names by typeof alone
//! value: []
const found = [typeof std, typeof os, typeof bjson, typeof print, typeof scriptArgs, typeof gc, typeof navigator, typeof DOMException, typeof escape, typeof performance, typeof InternalError, typeof Reflect, typeof Proxy, typeof WeakRef, typeof Atomics, typeof globalThis, typeof Function, typeof eval, typeof require, typeof process]
return found.filter((kind) => kind !== 'undefined')
