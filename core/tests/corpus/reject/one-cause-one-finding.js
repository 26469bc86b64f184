//! title: a chain on a refused name is one mistake
//! finding: DISALLOWED_IDENTIFIER 1
const value = process.env.PATH.split(':').map((part) => part.trim())
return value
