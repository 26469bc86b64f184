//! title: handlebars cause own property is enumerable replaced
//! value: {"a": 1}
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
Object[of]({}).propertyIsEnumerable = () => true
Object[of]({}).hasOwnProperty = () => true
const back = await callTool('echo', { a: 1 })
return back
