//! title: a script looks at what it has
//! value: ["function","function",["get","list"],"undefined","undefined","acme",true]
//! plain: no
return [typeof callTool, typeof tools.users.list, Object.keys(tools.users).sort(), typeof fetch, typeof require, context.tenant, Object.isFrozen(context)]
