//! title: rows are validated with reasons
//! value: [[],["email: not an address","age: too young","name: empty"]]
const rules = { email: (v) => /^[^@\s]+@[^@\s]+\.[a-z]+$/.test(v) || 'not an address', age: (v) => (Number.isInteger(v) && v >= 18) || 'too young', name: (v) => v?.trim().length > 0 || 'empty' }
const check = (row) => Object.entries(rules).flatMap(([k, rule]) => { const r = rule(row[k]); return r === true ? [] : [`${k}: ${r}`] })
return [{ email: 'a@b.co', age: 20, name: 'A' }, { email: 'nope', age: 17, name: ' ' }].map(check)
