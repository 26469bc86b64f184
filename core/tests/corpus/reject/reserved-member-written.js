//! title: a member with a reserved name is written
//! finding: RESERVED_PREFIX 2
const o = {}
o['__safe' + '_mark'] = true
return o
