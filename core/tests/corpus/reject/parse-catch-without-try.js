//! title: catch without try
//! finding: PARSE_ERROR 2
const user = await tools.users.get({ id: 1 })
catch (error) {
  return error.message
}
return user
