//! title: a key that is put together
//! finding: NO_CONSTRUCTOR_ACCESS 3
const key = 'con' + 'structor'
const o = {}
return o[key]
