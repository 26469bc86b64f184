//! title: the comparison with a constructor is refused at secure
//! level: secure
//! finding: NO_CONSTRUCTOR_ACCESS 2
const value = [1]
const isList = value.constructor === Array
return isList
