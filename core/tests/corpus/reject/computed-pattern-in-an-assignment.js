//! title: a computed key in an assignment
//! language: agentscript
//! finding: NO_COMPUTED_DESTRUCTURING 2
let first
({ [`${0}`]: first } = ['a', 'b'])
return first
