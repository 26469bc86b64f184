//! title: meta object create with properties
//! stopped: 1 NO_META_PROGRAMMING
return Object.create({}, { a: { get: () => 'x' } }).a
