//! title: wrong arguments behind a type
//! finding: INVALID_TOOL_ARGUMENTS 1
const query = { id: '1' as unknown as number } satisfies { id: number }
const user = await tools.users.get(query)
return user
