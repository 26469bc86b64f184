//! title: result sparse array with a far item
//! stopped: 5 OUTPUT_TOO_LARGE
const { n } = await callTool('echo', { n: 4294967290 })
const list = []
list[n] = 'far'
return list
