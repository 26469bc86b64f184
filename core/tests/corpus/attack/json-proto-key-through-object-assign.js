//! title: json proto key through object assign
//! value: ["none", true]
const got = JSON.parse('{"__proto__": {"admin": true}}')
const target = Object.assign({}, got)
return [{}.admin ?? 'none', target.admin ?? 'none']
