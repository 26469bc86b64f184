//! title: a key with an escape in a template
//! finding: NO_CONSTRUCTOR_ACCESS 1
return ''[`\u{63}onstructor`]
