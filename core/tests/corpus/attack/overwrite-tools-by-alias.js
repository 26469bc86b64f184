//! title: overwrite tools by alias
//! value: "TypeError"
const { users } = tools
try {
  users.list = async () => 'own'
} catch (error) {
  return error.name
}
return typeof (await tools.users.list({ id: 1 }))
