//! title: await main() is the result
//! plain: no
//! value: {"sum":9}
async function main() {
  return await tools.add({ a: 4, b: 5 });
}
await main();
