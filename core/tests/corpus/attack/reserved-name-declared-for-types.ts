//! title: reserved name declared for types
//! stopped: 1 RESERVED_PREFIX
declare const __ag_key: (k: string) => string
return __ag_key('constructor')
