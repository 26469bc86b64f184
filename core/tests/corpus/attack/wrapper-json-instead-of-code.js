//! title: wrapper json instead of code
//! stopped: 1 PARSE_ERROR
{ "callTool": "escaped" }
