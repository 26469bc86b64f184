//! title: a key with a hex escape
//! finding: NO_CONSTRUCTOR_ACCESS 2
const f = () => 1
return f['constructo\x72']('return 2')()
