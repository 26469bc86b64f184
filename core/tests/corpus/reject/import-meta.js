//! title: import.meta
//! finding: NO_IMPORT 1
return import.meta.url
