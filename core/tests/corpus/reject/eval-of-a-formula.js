//! title: a formula from a tool is evaluated
//! finding: NO_EVAL 3
const [user] = await tools.users.list({ role: 'admin' })
const formula = `${user.age} * 2`
const result = eval(formula)
return { user: user.name, result }
