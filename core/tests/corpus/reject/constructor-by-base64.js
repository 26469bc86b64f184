//! title: a key made by atob
//! finding: NO_CONSTRUCTOR_ACCESS 2
const key = atob('Y29uc3RydWN0b3I=')
return ''[key]
