//! title: pages in a while loop
//! level: strict
//! finding: FORBIDDEN_LOOP 3
const all = []
let cursor = 0
while (cursor !== null) {
  const page = await tools.orders.list({ cursor })
  all.push(...page.orders)
  cursor = page.nextCursor
}
return all.length
