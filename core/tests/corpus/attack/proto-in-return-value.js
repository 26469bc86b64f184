//! title: proto in return value
//! value: {"rest": [{"x": 5}]}
const value = JSON.parse('{"__proto__": 1, "constructor": 2, "prototype": 3, "rest": [{"__proto__": 4, "x": 5}]}')
return value
