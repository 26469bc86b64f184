//! title: tool results are plain objects
//! value: [true, true, true, true]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const user = await callTool('users:get', { id: 1 })
return [Object[of](user) === Object[of]({}), Object[of](user.tags) === Object[of]([]), !Object.isFrozen(user), Object.keys(user).length === 8]
