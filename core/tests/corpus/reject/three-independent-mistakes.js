//! title: independent mistakes come at once, in order
//! finding: DISALLOWED_IDENTIFIER 1
//! finding: NO_EVAL 2
//! finding: INFINITE_LOOP 3
const data = await fetch('https://example.com')
const key = eval('1')
while (true) { console.log(key) }
return data
