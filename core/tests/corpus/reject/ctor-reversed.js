//! title: a key written backwards
//! finding: NO_CONSTRUCTOR_ACCESS 3
const backwards = 'rotcurtsnoc'
const key = backwards.split('').reverse().join('')
return true[key]
