//! title: deferred promises, withResolvers by hand and executor errors
//! value: ["later","RangeError","first",20,"inner","r"]
const defer = () => { let resolve, reject; const promise = new Promise((a, b) => { resolve = a; reject = b; }); return { promise, resolve, reject }; };
const d = defer();
setTimeout(() => d.resolve('later'), 1);
const thrown = new Promise(() => { throw new RangeError('in executor'); }).catch((e) => e.name);
const onlyFirst = new Promise((ok, no) => { ok('first'); ok('second'); no(new Error('never')); });
const chained = Promise.resolve(1).then((x) => { throw x + 1; }).then(() => 'skipped', (x) => x * 10).then((x) => x);
const adopted = new Promise((ok) => ok(Promise.resolve('inner')));
return await Promise.all([d.promise, thrown, onlyFirst, chained, adopted, Promise.reject('r').finally(() => 'ignored').catch((x) => x)]);
