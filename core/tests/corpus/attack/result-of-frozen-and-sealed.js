//! title: result of frozen and sealed
//! value: [{"a": [1]}, [2], {"c": 3}]
return [Object.freeze({ a: Object.freeze([1]) }), Object.seal([2]), Object.preventExtensions({ c: 3 })]
