//! title: prototype by a tagged template
//! finding: NO_CONSTRUCTOR_ACCESS 1
return Map[String.raw`prototype`].get
