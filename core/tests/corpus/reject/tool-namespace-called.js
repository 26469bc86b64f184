//! title: a namespace that is called
//! finding: UNKNOWN_TOOL 1
const page = await tools.orders({ status: 'paid' })
return page
