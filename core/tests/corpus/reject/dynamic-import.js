//! title: a dynamic import
//! finding: NO_IMPORT 1
const fs = await import('node:fs')
return fs
