//! title: a symbol deep in the result
//! error: SERIALIZATION_ERROR
const kinds = new Map([['a', Symbol('kind')]]);
return { list: [1, { kind: kinds.get('a') }] };
