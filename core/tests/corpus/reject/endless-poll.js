//! title: a poll that never ends
//! finding: INFINITE_LOOP 2
let status = 'pending'
while (true) {
  const { orders } = await tools.orders.list({ userId: 1 })
  status = orders[0].status
  await sleep(10)
}
return status
