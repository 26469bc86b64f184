//! title: a pattern takes a constant key
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const { ['const' + 'ructor']: make } = []
return make
