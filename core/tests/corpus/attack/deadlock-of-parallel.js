//! title: deadlock of parallel
//! stopped: 4 DEADLOCK
await parallel([() => 1, () => new Promise(() => {}), () => callTool('escaped', {})], { concurrency: 1 })
