//! title: a key that is decoded from URL escapes
//! finding: NO_CONSTRUCTOR_ACCESS 2
const key = decodeURIComponent('%63onstructor')
return ''[key]
