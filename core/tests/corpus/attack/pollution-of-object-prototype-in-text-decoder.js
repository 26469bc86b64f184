//! title: pollution of object prototype in text decoder
//! value: ["a\ufffd", 1]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of]({})
proto.fatal = true
const text = new TextDecoder().decode(Uint8Array.of(97, 255))
delete proto.fatal
return [text, text.length - 1]
