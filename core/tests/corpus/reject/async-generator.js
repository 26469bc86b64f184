//! title: an async generator and its loop
//! rules: {"NO_ASYNC":"error"}
//! finding: NO_ASYNC 1
//! finding: NO_ASYNC 4
async function* pages() {
  yield await tools.orders.list({})
}
for await (const page of pages()) console.log(page.orders.length)
return 1
