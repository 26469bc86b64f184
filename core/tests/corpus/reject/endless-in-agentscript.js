//! title: an endless for in agentscript
//! level: strict
//! finding: INFINITE_LOOP 2
let cursor = 0
for (;;) {
  const page = await tools.orders.list({ cursor })
  cursor = page.nextCursor ?? 0
}
return cursor
