//! title: constructor taken under another name
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const { constructor: Make } = () => 1
return Make('return 1')()
