//! title: a tool result is evaluated
//! finding: NO_EVAL 2
const page = await callTool('search:web', { query: 'rust' })
const total = eval(page[0].snippet)
return total
