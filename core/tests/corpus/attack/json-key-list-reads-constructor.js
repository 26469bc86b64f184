//! title: json key list reads constructor
//! value: "{\"__proto__\":{\"__proto__\":null},\"a\":1}"
const text = JSON.stringify({ a: 1, b: { a: 2 } }, ['constructor', '__proto__', 'a'])
return text
