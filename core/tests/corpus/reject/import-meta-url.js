//! title: import.meta
//! finding: NO_IMPORT 1
const here = new URL('.', import.meta.url)
return here.href
