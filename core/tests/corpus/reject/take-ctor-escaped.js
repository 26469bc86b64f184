//! title: constructor taken by an escaped name
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const { c\u006fnstructor: Make } = {}
return Make
