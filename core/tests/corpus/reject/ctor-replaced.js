//! title: a key made with replace
//! finding: NO_CONSTRUCTOR_ACCESS 2
const key = 'conXtructor'.replace('X', 's')
const make = (async () => 1)[key]
return make
