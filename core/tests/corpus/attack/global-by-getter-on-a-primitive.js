//! title: global by getter on a primitive
//! value: ["number", true]
const { of, def } = await callTool('echo', { of: 'getPrototypeOf', def: 'defineProperty' })
const seen = []
Object[def](Object[of](5), 'me', { get() { return this }, configurable: true })
const g = (5).me
return [typeof g, g === 5]
