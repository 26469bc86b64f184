//! title: a setter in the legacy way
//! finding: NO_META_PROGRAMMING 2
const o = {}
o['__define' + 'Setter__']('x', (v) => v)
return o
