//! title: require kept under another name
//! finding: NO_IMPORT 1
const load = require
return load('os').hostname()
