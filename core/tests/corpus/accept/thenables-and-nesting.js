//! title: thenables, nested promises and rejections
//! value: ["from thenable",3,"x",[1,3,"from thenable"],"from thenable"]
const thenable = { then(ok) { ok('from thenable') } }
const nested = Promise.resolve(Promise.resolve(Promise.resolve(3)))
const caught = await Promise.reject(new Error('x')).catch((e) => e.message).finally(() => 'ignored')
return [await thenable, await nested, caught, await Promise.all([1, nested, thenable]), await (async () => thenable)()]
