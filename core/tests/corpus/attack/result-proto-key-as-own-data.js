//! title: result proto key as own data
//! value: {"a": 1, "inner": {"b": 2}}
return JSON.parse('{"a":1,"__proto__":{"admin":true},"inner":{"constructor":"x","prototype":{},"b":2,"__proto__":null}}')
