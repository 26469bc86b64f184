//! title: destructured maker with run time key in for of
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
for (const { [k + 'uctor']: make } of [() => {}]) return make("return 'ESCAPED'")()
