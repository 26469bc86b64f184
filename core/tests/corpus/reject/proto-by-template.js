//! title: a key made by a template
//! finding: NO_CONSTRUCTOR_ACCESS 2
const part = 'proto'
return ({})[`__${part}__`]
