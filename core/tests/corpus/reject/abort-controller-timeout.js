//! title: a timeout by AbortController
//! finding: DISALLOWED_IDENTIFIER 1
const controller = new AbortController()
const timer = setTimeout(() => controller.abort(), 1000)
const users = await tools.users.list({})
clearTimeout(timer)
return users.length
