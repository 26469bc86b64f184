//! title: an async generator fails while it pages
//! error: EXECUTION_ERROR
//! name: Error
//! line: 5
async function* pages() {
  let cursor = 0;
  for (;;) {
    const { items, next } = await tools.page({ cursor, size: 10 });
    if (items[0] >= 10) throw new Error(`bad page at ${cursor}`);
    yield items;
    if (next === null) return;
    cursor = next;
  }
}
const all = [];
for await (const items of pages()) all.push(...items);
return all;
