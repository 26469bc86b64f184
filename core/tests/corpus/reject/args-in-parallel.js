//! title: wrong arguments in a thunk of parallel
//! finding: INVALID_TOOL_ARGUMENTS 3
const [a, b] = await parallel([
  () => tools.users.get({ id: 1 }),
  () => tools.users.get({ ids: [2, 3] }),
])
return [a, b]
