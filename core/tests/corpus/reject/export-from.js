//! title: an export from elsewhere
//! finding: NO_IMPORT 1
export { a } from './a.js'
