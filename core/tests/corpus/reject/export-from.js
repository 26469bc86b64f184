//! title: an export of another module
//! finding: NO_IMPORT 2
const a = 1
export { readFile } from 'fs'
return a
