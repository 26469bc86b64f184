//! title: rejections that are handled later or never awaited
//! value: {"first":"later","order":[1,2,3],"nested":[1,2,"thenable"]}
const p = tools.fail({ message: 'later' });
p.catch(() => {});
await sleep(1);
const first = await p.catch((e) => e.message);
const order = [];
await Promise.allSettled([
  (async () => { order.push(1); await null; order.push(3); throw new Error('x'); })(),
  (async () => { order.push(2); })(),
]);
const nested = await Promise.all([Promise.resolve(1), 2, { then: (ok) => ok('thenable') }]);
return { first, order, nested };
