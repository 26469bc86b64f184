//! title: console texts from callbacks, in order
//! value: null
//! console: ["0 x","1 y","page 1","page 2","through a variable","bound twice true 2 0 [ 2, 4 ]","bound twice true 4 1 [ 2, 4 ]","get 1","get 2","TypeError: bad"]
['x', 'y'].forEach((v, i) => console.debug(i, v));
for await (const n of (async function* () { yield 1; yield 2; })()) console.log(`page ${n}`);
const log = console.log;
log('through a variable');
[1, 2].map((v) => v * 2).forEach(console.info.bind(null, 'bound').bind(null, 'twice', 1 > 0));
await Promise.all([1, 2].map(async (id) => { console.log('get', id); await tools.users.get({ id }); }));
console.error(String(new TypeError('bad')));
return null;
