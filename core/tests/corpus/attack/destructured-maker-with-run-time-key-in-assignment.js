//! title: destructured maker with run time key in assignment
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
let make;
({ [k + 'uctor']: make } = () => {})
return make("return 'ESCAPED'")()
