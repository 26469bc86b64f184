//! title: secure idiom of constructor name
//! level: secure
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return [].constructor.name
