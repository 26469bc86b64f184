//! title: ctor key from uri decoding
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {})[decodeURIComponent('%63onstructor')]("return 'ESCAPED'")()
