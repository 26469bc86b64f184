//! title: time by performance
//! finding: DISALLOWED_IDENTIFIER 3
const start = Date.now()
const users = await tools.users.list({})
const took = performance.now() - start
return { count: users.length, took }
