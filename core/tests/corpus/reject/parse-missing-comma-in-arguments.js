//! title: a comma is missing between arguments
//! finding: PARSE_ERROR 2
const args = { a: 1, b: 2 }
const result = await callTool('add' args)
return result.sum
