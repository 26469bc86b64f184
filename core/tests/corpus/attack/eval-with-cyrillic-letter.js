//! title: eval with cyrillic letter
//! stopped: 1 UNKNOWN_GLOBAL
return еval("'ESCAPED'")
