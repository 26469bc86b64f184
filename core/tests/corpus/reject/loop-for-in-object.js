//! title: the keys of an object by for...in
//! language: agentscript
//! finding: FORBIDDEN_LOOP 3
const counts = { admin: 2, viewer: 7 }
let total = 0
for (const role in counts) {
  total += counts[role]
}
return total
