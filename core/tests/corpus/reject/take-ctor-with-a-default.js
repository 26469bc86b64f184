//! title: constructor taken with a default
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const { prototype = null, name } = Array
return [prototype, name]
