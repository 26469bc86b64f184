//! title: a main function that is called
//! level: strict
//! finding: NO_USER_FUNCTION 1
async function main() {
  const users = await tools.users.list({})
  return users.length
}
return await main()
