//! title: pages in a do loop
//! level: secure
//! language: agentscript
//! finding: FORBIDDEN_LOOP 3
let cursor = 0
let count = 0
do {
  const page = await tools.orders.list({ cursor })
  count += page.orders.length
  cursor = page.nextCursor
} while (cursor)
return count
