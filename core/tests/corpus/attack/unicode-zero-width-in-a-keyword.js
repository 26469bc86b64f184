//! title: unicode zero width in a keyword
//! stopped: 1 PARSE_ERROR
ret​urn 1
