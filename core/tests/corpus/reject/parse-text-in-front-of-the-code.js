//! title: a sentence in front of the code
//! finding: PARSE_ERROR 1
Here is the script that lists the users:

const users = await tools.users.list({})
return users.length
