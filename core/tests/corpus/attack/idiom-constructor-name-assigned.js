//! title: idiom constructor name assigned
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
const o = {}
o.constructor.name = 'changed'
return 1
