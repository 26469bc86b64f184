//! title: pollution of symbol replace in templates
//! console: ["a-b { k: 'a-b' }"]
//! value: ["a+b"]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
Object[of](/a/)[Symbol.replace] = () => 'ESCAPED'
Object[of]('')[Symbol.replace] = () => 'ESCAPED'
console.log('a-b', { k: 'a-b' })
return ['a-b'.replace('-', { [Symbol.toPrimitive]: () => '+' })]
