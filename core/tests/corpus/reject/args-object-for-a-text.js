//! title: an object in place of a text
//! finding: INVALID_TOOL_ARGUMENTS 2
const options = { limit: 3 }
return await tools.search.web({ query: { text: 'rust', ...options } })
