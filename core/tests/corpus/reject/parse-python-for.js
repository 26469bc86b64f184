//! title: a loop of Python
//! finding: PARSE_ERROR 2
const users = await tools.users.list({})
for user in users:
    console.log(user.name)
