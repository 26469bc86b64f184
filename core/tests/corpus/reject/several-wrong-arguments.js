//! title: every wrong argument is told
//! finding: INVALID_TOOL_ARGUMENTS 2
//! finding: INVALID_TOOL_ARGUMENTS 3
//! finding: INVALID_TOOL_ARGUMENTS 4
return await tools.orders.list({
  status: 'lost',
  limit: 'ten',
  page: 3,
})
