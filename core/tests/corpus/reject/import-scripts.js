//! title: importScripts of a worker
//! finding: NO_IMPORT 1
importScripts('https://example.com/lib.js')
return 1
