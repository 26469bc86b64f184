//! title: sticky regular expressions and look-around
//! value: [["x","=",10,"+","yy"],"1,234,567.891","42",["a","1","b","2",""]]
const tokens = []
const next = /\s*(?:(\d+)|([a-z]+)|(.))/y
const text = 'x = 10 + yy'
while (next.lastIndex < text.length) { const m = next.exec(text); if (!m) break; tokens.push(m[1] ? +m[1] : m[2] ?? m[3]) }
return [tokens, '1234567.891'.replace(/\B(?=(\d{3})+(?!\d))/g, ','), 'price: $42'.match(/(?<=\$)\d+/)[0], 'a1b2'.split(/(\d)/)]
