//! title: a member that the tool does not take
//! finding: INVALID_TOOL_ARGUMENTS 3
const page = await tools.orders.list({
  status: 'paid',
  page: 2,
  limit: 10,
})
return page.orders.length
