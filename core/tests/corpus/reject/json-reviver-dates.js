//! title: a reviver for dates
//! level: strict
//! finding: JSON_CALLBACK_NOT_ALLOWED 2
const text = '{"at":"2024-01-01"}'
const data = JSON.parse(text, (key, value) => key === 'at' ? Date.parse(value) : value)
return data
