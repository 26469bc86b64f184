//! title: two uses of two evaluators are both reported
//! finding: NO_EVAL 2
//! finding: NO_EVAL 4
const a = '1'
const first = eval(a)
const rows = await tools.users.list({})
const second = Function('return ' + a)()
return [first, second, rows.length]
