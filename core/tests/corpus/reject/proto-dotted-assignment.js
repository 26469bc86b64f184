//! title: __proto__ set on an object
//! finding: NO_CONSTRUCTOR_ACCESS 3
const defaults = { limit: 10 }
const options = { cursor: 0 }
options.__proto__ = defaults
return options.limit
