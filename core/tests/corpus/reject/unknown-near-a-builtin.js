//! title: a misspelled builtin
//! finding: UNKNOWN_GLOBAL 2
const numbers = [3, 1, 2]
const top = Maht.max(...numbers)
return JSON.stringify(top)
