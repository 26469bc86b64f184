//! title: JSON with dates, maps and big integers through replacer and reviver
//! value: ["{\"at\":{\"$d\":0},\"m\":{\"$m\":[[\"a\",1]]},\"n\":{\"$n\":\"12\"},\"nested\":[null,null,\"custom\"]}","1970-01-01T00:00:00.000Z",1,{"$bigint":"12"},"{\"a\":{\"b\":3},\"b\":1}","[\n  1,\n  {\n    \"x\": []\n  },\n  {}\n]","{\n--\"a\": [\n----1\n--]\n}","\" \\\"\\\\\\n\\ud800\"",true]
const data = { at: new Date(0), m: new Map([['a', 1]]), n: 12n, skip: undefined, f() {}, nested: [undefined, NaN, { toJSON: () => 'custom' }] };
const text = JSON.stringify(data, function (key, value) {
  if (this[key] instanceof Date) return { $d: this[key].getTime() };
  if (value instanceof Map) return { $m: [...value] };
  if (typeof value === 'bigint') return { $n: `${value}` };
  return value;
});
const back = JSON.parse(text, (k, v) => (v?.$d !== undefined ? new Date(v.$d) : v?.$m ? new Map(v.$m) : v?.$n ? BigInt(v.$n) : v));
return [text, back.at.toISOString(), back.m.get('a'), back.n, JSON.stringify({ b: 1, a: { c: 2, b: 3 } }, ['a', 'b']), JSON.stringify([1, { x: [] }, {}], null, 2), JSON.stringify({ a: [1] }, null, '--'), JSON.stringify('\u2028"\\\n\ud800'), JSON.stringify(undefined) === undefined];
