//! title: eval fullwidth
//! stopped: 1 UNKNOWN_GLOBAL
return ｅｖａｌ("'ESCAPED'")
