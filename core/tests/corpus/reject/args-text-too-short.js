//! title: an empty text where one is needed
//! finding: INVALID_TOOL_ARGUMENTS 2
const query = ''
return await tools.search.web({ query })
