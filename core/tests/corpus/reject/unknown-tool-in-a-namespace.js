//! title: a tool that the namespace does not have
//! finding: UNKNOWN_TOOL 1
await tools.users.delete({ id: 1 })
