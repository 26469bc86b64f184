//! title: wrapper label named await
//! stopped: 1 PARSE_ERROR
await: for (;;) break await
return 1
