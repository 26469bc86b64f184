//! title: a delete character in a template
//! finding: CONTROL_CHARACTER 3
const a = 1
const text = `one
  two
`
return text.length + a
