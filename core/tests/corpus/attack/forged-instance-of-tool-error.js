//! title: forged instance of tool error
//! value: [true, "Error", "EvalError"]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
let real
try { await callTool('fail', { message: 'no' }) } catch (error) { real = error }
const forged = Object.assign(Object.create(real), { code: 'APPROVED' })
return [forged instanceof Error, Object[of](real).name, new EvalError().name]
