//! title: a key with a soft hyphen at strict
//! level: strict
//! finding: UNICODE_SECURITY 2
const o = {}
o['con­structor'] = 1
return o
