//! title: a member without a value
//! finding: PARSE_ERROR 3
const rows = await tools.users.list({})
const oldest = rows.sort((a, b) => b.age - a.age)[0]
return { name: oldest.name, age: }
