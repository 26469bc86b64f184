//! title: constructor taken by a quoted key
//! finding: NO_DANGEROUS_DESTRUCTURING 2
const list = [1, 2]
const { 'constructor': make, length } = list
return [make, length]
