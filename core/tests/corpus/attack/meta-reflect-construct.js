//! title: meta reflect construct
//! stopped: 1 NO_META_PROGRAMMING
return Reflect.construct(Array, [], Date)
