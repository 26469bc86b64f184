//! title: maker subclassed
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const maker = Object[get + 'iptor'](Object[of + 'eOf'](() => {}), 'constructor').value
class Made extends maker {
  run() { return this() }
}
return new Made("return 'ESCAPED'").run()
