//! title: names out of a list, at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 3
const results = []
for (const name of ['users:list', 'orders:list']) {
  results.push(await callTool(name, {}))
}
return results.length
