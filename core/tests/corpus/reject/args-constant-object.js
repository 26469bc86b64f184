//! title: an object in a constant is looked through
//! finding: INVALID_TOOL_ARGUMENTS 2
const query = {
  status: 'open',
  limit: 5,
}
const page = await tools.orders.list(query)
return page.orders
