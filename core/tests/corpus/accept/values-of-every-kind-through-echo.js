//! title: dates, bytes, big integers, undefined and holes through a tool
//! value: [{"date":{"$date":86400000},"bytes":{"$bytes":[1,2,3]},"big":{"$bigint":"123456789012345678901234567890"},"nan":{"$number":"NaN"},"inf":{"$number":"-Infinity"},"zero":{"$number":"-0"},"nothing":null,"list":[1,"a",[true]],"text":"ünï\u0000😀","nested":{"deep":{"er":[]}}},true,true,"bigint",true,true,6]
const sent = { date: new Date(86400000), bytes: new Uint8Array([1, 2, 3]), big: 123456789012345678901234567890n, nan: NaN, inf: -Infinity, zero: -0, nothing: null, list: [1, 'a', [true]], text: 'ünï\u0000😀', nested: { deep: { er: [] } } };
const back = await tools.echo(sent);
return [back, back.date instanceof Date, Object.is(back.zero, -0), typeof back.big, back.bytes instanceof Uint8Array, Array.isArray(back.list), back.text.length];
