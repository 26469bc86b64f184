//! title: a member name with an escape
//! finding: NO_CONSTRUCTOR_ACCESS 2
const list = [1]
const make = list.c\u006fnstructor
return make.of(2)
