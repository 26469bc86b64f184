//! title: two missing members are two findings
//! finding: INVALID_TOOL_ARGUMENTS 2
//! finding: INVALID_TOOL_ARGUMENTS 2
const to = 'ada@example.com'
return await tools.email.send({ to })
