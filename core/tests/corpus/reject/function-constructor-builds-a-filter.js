//! title: a filter is built from text
//! finding: NO_EVAL 3
const users = await tools.users.list({ active: true })
const condition = 'user.age > 40'
const filter = new Function('user', `return ${condition}`)
return users.filter(filter).map((user) => user.name)
