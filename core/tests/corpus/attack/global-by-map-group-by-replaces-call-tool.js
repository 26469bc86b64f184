//! title: global by map group by replaces call tool
//! value: {"a": 1}
let g
Map.groupBy([1], function () { g = this })
if (g) g.callTool = async () => 'taken over'
const result = await callTool('echo', { a: 1 })
return result
