//! title: parallel with a list that grows
//! value: [2, [0, 1]]
let ran = 0
const list = [async () => { list.push(async () => callTool('escaped', {})); ran++; return 0 }, async () => { ran++; return 1 }]
const seen = await parallel(list, { concurrency: 1 })
return [ran, seen]
