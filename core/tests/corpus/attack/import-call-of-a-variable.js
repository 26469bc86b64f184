//! title: import call of a variable
//! stopped: 1 NO_IMPORT
const { name } = await callTool('echo', { name: 'std' })
const std = await import(name)
return 'ESCAPED' + Object.keys(std)
