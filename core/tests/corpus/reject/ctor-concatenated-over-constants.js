//! title: a key concatenated out of two constants
//! finding: NO_CONSTRUCTOR_ACCESS 5
const head = 'const'
const tail = 'ructor'
const key = head + tail
const list = []
return list[key]
