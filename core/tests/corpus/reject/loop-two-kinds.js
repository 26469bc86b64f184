//! title: two forbidden loops are two findings
//! language: agentscript
//! finding: FORBIDDEN_LOOP 2
//! finding: FORBIDDEN_LOOP 3
let n = 0
while (n < 3) n += 1
for (const key in context) console.log(key)
return n
