//! title: symbol replace and split hand over this
//! value: ["r", "s", ["object", "abc", "x", "def"]]
const got = []
const odd = { [Symbol.replace](text, by) { got.push(typeof this, text, by); return 'r' }, [Symbol.split](text) { got.push(text); return 's' }, [Symbol.matchAll]() { return 'm' } }
return ['abc'.replace(odd, 'x'), 'def'.split(odd), got]
