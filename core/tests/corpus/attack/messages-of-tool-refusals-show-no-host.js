//! title: messages of tool refusals show no host
//! value: []
const seen = []
for (const [name, args] of [['users:get', { id: 'x'.length - 5 }], ['users:get', {}], ['nothing', {}], ['email:send', { to: 1 }], ['orders:list', { limit: 1e9 }], ['search:web', { query: '' }]]) {
  try { await callTool(name, args) } catch (error) { const text = `${error.message} ${error.stack} ${JSON.stringify(error)}`; if (/__ag_|\.rs\b|rquickjs|cargo|jsonschema|\/home|\/work|serde/.test(text)) seen.push(`ESCAPED ${text}`) }
}
return seen
