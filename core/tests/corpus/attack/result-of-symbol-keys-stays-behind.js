//! title: result of symbol keys stays behind
//! value: {"a": 1}
return { a: 1, [Symbol('secret')]: 'ESCAPED', [Symbol.iterator]: () => 'ESCAPED', [Symbol.toPrimitive]: () => 'ESCAPED' }
