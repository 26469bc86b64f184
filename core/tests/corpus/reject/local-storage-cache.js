//! title: a cache in localStorage
//! finding: DISALLOWED_IDENTIFIER 1
const cached = localStorage.getItem('users')
const users = cached ? JSON.parse(cached) : await tools.users.list({})
return users
