//! title: a key written backwards and spread
//! finding: NO_CONSTRUCTOR_ACCESS 2
const key = [...'rotcurtsnoc'].reverse().join('')
return {}[key]
