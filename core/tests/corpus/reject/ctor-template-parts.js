//! title: a key out of template parts
//! finding: NO_CONSTRUCTOR_ACCESS 2
const middle = 'struc'
const maker = ''[`con${middle}tor`]
return maker.name
