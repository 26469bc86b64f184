//! title: wrapper break to an outer label
//! stopped: 1 PARSE_ERROR
for (const a of [1]) { (() => { continue outer })() }
return 1
