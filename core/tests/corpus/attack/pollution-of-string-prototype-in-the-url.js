//! title: pollution of string prototype in the url
//! value: ["http://a.example/x?q=1", "a.example"]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of]('')
const saved = { replace: proto.replace, split: proto.split, startsWith: proto.startsWith }
proto.replace = proto.split = proto.startsWith = function () { return 'ESCAPED' }
const url = new URL('/x?q=1', 'http://a.example')
const seen = [url.href, url.host]
Object.assign(proto, saved)
return seen
