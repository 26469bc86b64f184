//! title: meta borrowed lookup getter
//! stopped: 1 NO_META_PROGRAMMING
return Object.prototype.__lookupGetter__.call({}, '__proto__')
