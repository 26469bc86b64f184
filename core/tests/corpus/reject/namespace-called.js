//! title: a namespace is called
//! finding: UNKNOWN_TOOL 1
return await tools.users({ id: 1 })
