//! title: iterator constructor accessor
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
const helper = [1].values().map((x) => x)
return helper[k + 'uctor'][k + 'uctor']("return 'ESCAPED'")()
