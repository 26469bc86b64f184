//! title: stack of tool failures shows no host
//! value: 4
const stacks = []
for (const [name, args] of [['fail', { message: 'x' }], ['users:get', { id: 99 }], ['users:get', { id: 'a' }], ['add', 7]]) {
  try { await callTool(name, args) } catch (error) { stacks.push(`${error.stack} ${error.message} ${JSON.stringify(error)}`) }
}
for (const text of stacks) if (/\/(home|root|usr|work|tmp|etc)\/|[.]rs\b|[.]cargo|node_modules|site-packages/.test(text)) return 'ESCAPED: ' + text
return stacks.length
