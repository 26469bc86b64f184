//! title: destructured maker with run time key in catch
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
try { throw () => {} } catch ({ [k + 'uctor']: make }) { return make("return 'ESCAPED'")() }
