//! title: unicode fullwidth process
//! stopped: 1 UNKNOWN_GLOBAL
return ｐｒｏｃｅｓｓ.env
