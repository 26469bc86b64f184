//! title: sandboxjs cause callback given to native get
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: ['constr', 'uctor'] })
return [k.join('')].map((key) => ((x) => x)[key])[0]("return 'ESCAPED'")()
