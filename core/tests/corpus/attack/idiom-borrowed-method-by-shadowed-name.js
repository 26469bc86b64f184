//! title: idiom borrowed method by shadowed name
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
const Map = () => {}
return Map.prototype.m.call({})
