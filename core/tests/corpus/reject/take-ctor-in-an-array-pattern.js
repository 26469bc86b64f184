//! title: constructor taken inside an array pattern
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const [, { constructor: Make }] = [1, () => 2]
return Make
