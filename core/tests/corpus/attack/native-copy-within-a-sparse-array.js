//! title: native copy within a sparse array
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 2 ** 32 - 1 })
const list = [1, 2, 3]
list.length = n
return ['ESCAPED', list.copyWithin(5, 0).length]
