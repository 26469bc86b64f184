//! title: reviver replaces the prototype
//! value: ["none", 2, "none"]
const got = JSON.parse('{"__proto__": {"admin": true}, "a": 1}', (key, value) => value)
return [got.admin ?? 'none', Object.keys(got).length, Object.assign({}, { a: got.a }).admin ?? 'none']
