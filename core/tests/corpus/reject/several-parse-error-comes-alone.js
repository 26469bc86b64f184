//! title: a script that cannot be read has no other findings
//! finding: PARSE_ERROR 3
const data = eval('1')
const users = await tools.nothing.list({})
const rest = [1, 2 3]
return rest
