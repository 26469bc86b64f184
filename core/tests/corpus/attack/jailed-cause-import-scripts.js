//! title: jailed cause import scripts
//! stopped: 1 NO_IMPORT
importScripts('https://a.example/x.js')
return 1
