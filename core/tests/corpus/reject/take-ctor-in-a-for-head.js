//! title: constructor taken in the head of a loop
//! finding: NO_DANGEROUS_DESTRUCTURING 2
const users = await tools.users.list({})
for (const { id, constructor: C } of users) {
  console.log(id, C)
}
return users.length
