//! title: all orders of a user, page by page
//! value: ["o-102","o-114"]
const orders = []
let cursor = 0
while (cursor !== null) {
  const page = await tools.orders.list({ cursor, limit: 4 })
  orders.push(...page.orders.filter((order) => order.userId === 6))
  cursor = page.nextCursor
}
return orders.map((order) => order.id)
