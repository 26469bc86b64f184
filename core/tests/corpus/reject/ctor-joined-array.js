//! title: a key joined out of an array
//! finding: NO_CONSTRUCTOR_ACCESS 3
const parts = ['c', 'o', 'n', 's', 't', 'r', 'u', 'c', 't', 'o', 'r']
const key = parts.join('')
return (() => 1)[key]('return 2')()
