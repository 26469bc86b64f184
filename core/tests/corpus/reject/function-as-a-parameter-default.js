//! title: Function as the default of a parameter
//! finding: NO_EVAL 1
const build = (make = Function) => make('return 1')
return build()()
