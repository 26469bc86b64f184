//! title: an async generator of pages
//! value: {"pagesSeen":4,"paid":12}
async function* pages(limit) {
  let cursor = 0
  do {
    const { orders, nextCursor } = await tools.orders.list({ cursor, limit })
    yield orders
    cursor = nextCursor
  } while (cursor !== null)
}
let pagesSeen = 0, paid = 0
for await (const orders of pages(7)) { pagesSeen++; paid += orders.filter((o) => o.status === 'paid').length }
return { pagesSeen, paid }
