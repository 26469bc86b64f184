//! title: a for in loop
//! level: strict
//! finding: FORBIDDEN_LOOP 2
const keys = []
for (const key in { a: 1 }) { keys.push(key) }
return keys
