//! title: a rejection that finds its handler only after other calls
//! plain: no
//! value: ["late","boo",3]
const failing = tools.fail({ message: 'late' });
const thrown = (async () => { throw new Error('boo'); })();
const { sum } = await tools.add({ a: 1, b: 2 });
await sleep(2);
const messages = [];
for (const p of [failing, thrown]) await p.catch((e) => messages.push(e.message));
return [...messages, sum];
