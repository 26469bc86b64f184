//! title: a key made by String.raw
//! finding: NO_CONSTRUCTOR_ACCESS 1
return (1)[String.raw`constructor`]
