//! title: globalThis as an argument
//! finding: NO_GLOBAL_ACCESS 2
const read = (where, key) => where[key]
return read(globalThis, 'Math')
