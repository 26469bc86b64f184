//! title: JSON with replacer, reviver and indents
//! value: ["{\n  \"a\": [\n    1,\n    null,\n    null\n  ],\n  \"c\": \"1970-01-01T00:00:00.000Z\",\n  \"d\": \"own\",\n  \"e\": null,\n  \"f\": \"é\\\"\\n\"\n}",{"n":2,"d":{"$date":0},"l":[2,4]},"[1,{\"a\":2}]","\"x \"","{\"k\":true}","{\"b\":2}"]
const text = JSON.stringify({ a: [1, undefined, () => 1], b: undefined, c: new Date(0), d: { toJSON() { return 'own' } }, e: NaN, f: 'é"\n' }, null, 2)
const back = JSON.parse('{"n":1,"d":"1970-01-01T00:00:00.000Z","l":[1,2]}', (k, v) => (k === 'd' ? new Date(v) : typeof v === 'number' ? v * 2 : v))
return [text, back, JSON.stringify([1, { a: 2, b: 3 }], ['a']), JSON.stringify('x\u2028'), JSON.stringify({ k: 1n < 2 }), JSON.stringify({ a: 1, b: 2 }, (k, v) => (k === 'a' ? undefined : v))]
