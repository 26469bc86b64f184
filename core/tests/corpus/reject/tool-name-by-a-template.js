//! title: the name is a template that folds
//! finding: UNKNOWN_TOOL 3
const namespace = 'users'
const action = 'delete'
await callTool(`${namespace}:${action}`, { id: 1 })
return 'deleted'
