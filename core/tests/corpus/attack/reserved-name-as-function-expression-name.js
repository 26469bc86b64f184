//! title: reserved name as function expression name
//! stopped: 1 RESERVED_PREFIX
return (function __ag_key(k) { return {}[k] })('a')
