//! title: arguments shared between calls are copies
//! value: [false, false, 1]
const shared = { a: 1 }
const [x, y] = await Promise.all([callTool('echo', { shared }), callTool('echo', { shared })])
x.shared.a = 2
return [x.shared === y.shared, x.shared === shared, y.shared.a]
