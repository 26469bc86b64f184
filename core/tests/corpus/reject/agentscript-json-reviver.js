//! title: a callback of JSON
//! level: strict
//! finding: JSON_CALLBACK_NOT_ALLOWED 1
return JSON.parse('{}', (key, value) => value)
