//! title: a replacer of JSON
//! level: strict
//! finding: JSON_CALLBACK_NOT_ALLOWED 1
return JSON.stringify({ a: 1 }, (key, value) => value)
