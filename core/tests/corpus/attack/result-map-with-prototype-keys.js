//! title: result map with prototype keys
//! value: {"a": 1}
return new Map([['__proto__', 'x'], ['constructor', 2], ['prototype', 3], ['a', 1]])
