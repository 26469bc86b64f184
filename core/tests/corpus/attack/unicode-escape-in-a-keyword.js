//! title: unicode escape in a keyword
//! stopped: 1 PARSE_ERROR
retur\u006e 1
