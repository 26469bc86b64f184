//! title: pollution of promise statics in parallel
//! value: [1, 2]
Promise.all = Promise.resolve = Promise.race = () => { callTool('escaped', {}); return 'ESCAPED' }
return await parallel([() => callTool('echo', 1).catch(() => 1), async () => 2])
