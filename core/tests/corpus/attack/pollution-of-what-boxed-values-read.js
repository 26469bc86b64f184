//! title: what gives boxed values, views, expressions and urls is the engine's own
//! console: ["/a/g [Object: 1]"]
//! value: ["x", 1, {"$bytes": [2]}, "https://h.test/?a=1"]
const { of, def } = await callTool('echo', { of: 'getPrototypeOf', def: 'defineProperty' })
const [text, number, list, regexp, view] = ['', 0, [], /a/, new DataView(new ArrayBuffer(1))].map((value) => Object[of](value))
const lie = () => 'ESCAPED'
text.valueOf = number.valueOf = text.slice = text.indexOf = regexp.exec = regexp.toString = lie
list.push = list.join = list[Symbol.iterator] = lie
Object[def](view, 'byteLength', { get: lie })
Object[def](regexp, 'global', { get: lie })
Object[def](regexp, 'source', { get: lie })
const url = new URL('https://h.test')
url.searchParams.append('a', 1)
console.log(/a/g, Object(1))
return [new String('x'), Object(1), new DataView(Uint8Array.of(1, 2).buffer, 1), url]
