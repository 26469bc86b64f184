//! title: defineProperty is destructured from Object
//! finding: NO_META_PROGRAMMING 1
const { keys, defineProperty } = Object
defineProperty({}, 'a', { value: 1 })
return keys({ a: 1 })
