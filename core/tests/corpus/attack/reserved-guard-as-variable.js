//! title: reserved guard as variable
//! stopped: 1 RESERVED_PREFIX
const __ag_key = (k) => k
return (() => {})[await (async () => 'constructor')()]
