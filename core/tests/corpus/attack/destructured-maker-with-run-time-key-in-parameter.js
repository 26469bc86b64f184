//! title: destructured maker with run time key in parameter
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const take = ({ [k + 'uctor']: make }) => make("return 'ESCAPED'")()
return take(() => {})
