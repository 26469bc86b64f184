//! title: a key that is trimmed and put together
//! finding: NO_CONSTRUCTOR_ACCESS 3
const a = '  const '.trim()
const b = 'ructor'
return [][a.concat(b)]
