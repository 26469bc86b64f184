//! title: result sparse array of huge length
//! stopped: 5 OUTPUT_TOO_LARGE
const { n } = await callTool('echo', { n: 4294967295 })
const list = [1]
list.length = n
return list
