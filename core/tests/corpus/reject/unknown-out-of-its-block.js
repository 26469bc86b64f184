//! title: a name out of its block
//! finding: UNKNOWN_GLOBAL 7
try {
  const user = await tools.users.get({ id: 1 })
  console.log(user.name)
} catch (error) {
  console.error(error.message)
}
return user
