//! title: each wrong member is a finding
//! finding: INVALID_TOOL_ARGUMENTS 2
//! finding: INVALID_TOOL_ARGUMENTS 3
//! finding: INVALID_TOOL_ARGUMENTS 4
const page = await tools.orders.list({
  userId: 'u-1',
  status: 'shipped',
  offset: 10,
})
return page.orders.length
