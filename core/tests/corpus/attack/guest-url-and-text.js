//! title: urls, queries and encodings are what they were
//! value: ["?a=1+2&b=%C3%A9%21&c=", "x y/%zz/\ufffd|\u00e9", ["1", "3"], "a=9&c=4", [["a", "9"], ["c", "4"]], false, "https://h.test/?q=a%26b&r=1", 3, "h\u00e9\ud83d\ude00\ufffd", 10, "TypeError", "https://h.test/?q=a%26b&r=1", {"u": "https://h.test/p"}, "a=9&c=4", ["a", "b"], 2]
const url = new URL('https://h.test/')
url.searchParams.set('q', 'a&b')
url.searchParams.append('r', '1')
const query = new URLSearchParams('?a=1&b=2&a=3&c=4')
const all = query.getAll('a')
query.set('a', 9)
query.delete('b')
const odd = new URLSearchParams('k=x+y/%zz/%ff|%C3%A9')
const bytes = new TextEncoder().encode('h\u00e9\ud83d\ude00\ud800')
let failed
try { new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(255)) } catch (error) { failed = error.name }
return ['?' + new URLSearchParams({ a: '1 2', b: '\u00e9!', c: '' }), odd.get('k'), all, String(query), [...query.entries()],
  query.has('a', '8'), url.href, new URLSearchParams([['x', 1], ['x', 2], ['y', 3]]).size, new TextDecoder().decode(bytes),
  bytes.length, failed, url, { u: new URL('p', 'https://h.test') }, query, [...new URLSearchParams('b=1&a=2').keys()].sort(),
  new TextEncoder().encodeInto('\u00e9x', new Uint8Array(2)).written]
