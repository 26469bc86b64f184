//! title: a member with a reserved name is read
//! finding: RESERVED_PREFIX 2
const state = JSON.parse('{}')
const secret = state.__ag_secret
return secret
