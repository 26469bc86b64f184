//! title: context is assigned
//! finding: NO_CALL_TARGET_ASSIGNMENT 2
const before = context.tenant
context = { ...context, page: 2 }
return before
