//! title: a computed key deep in a pattern
//! language: agentscript
//! finding: NO_COMPUTED_DESTRUCTURING 3
const id = 'x'
const {
  list: [{ [id]: value }],
} = { list: [{ x: 1 }] }
return value
