//! title: destructured maker with run time key
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const { [k + 'uctor']: make } = () => {}
return make("return 'ESCAPED'")()
