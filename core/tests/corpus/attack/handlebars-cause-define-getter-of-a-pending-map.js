//! title: handlebars cause define getter of a pending map
//! value: ["own", 1]
const { def } = await callTool('echo', { def: '__defineGetter__' })
const m = new Map([['a', 1]])
m[def]('get', () => () => 'own')
return [m.get('a'), m.size]
