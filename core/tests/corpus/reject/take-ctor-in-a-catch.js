//! title: constructor taken in a catch clause
//! finding: NO_DANGEROUS_DESTRUCTURING 3
try {
  await tools.users.get({ id: 99 })
} catch ({ message, constructor }) {
  return [message, constructor]
}
return null
