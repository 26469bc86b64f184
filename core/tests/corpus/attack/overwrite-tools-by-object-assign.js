//! title: overwrite tools by object assign
//! value: ["TypeError", "object"]
try {
  Object.assign(tools.users, { list: async () => 'own' })
} catch (error) {
  return [error.name, typeof (await tools.users.list({ id: 1 }))]
}
return typeof (await tools.users.list({ id: 1 }))
