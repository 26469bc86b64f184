//! title: names that the host refuses in addition
//! rules: {"DISALLOWED_IDENTIFIER":{"names":["Math"]}}
//! finding: DISALLOWED_IDENTIFIER 3
//! finding: DISALLOWED_IDENTIFIER 3
const rows = await tools.users.list({})
console.log(rows.length)
const picked = rows[Math.floor(Math.random() * rows.length)]
return picked.id
