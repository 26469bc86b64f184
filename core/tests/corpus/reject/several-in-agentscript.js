//! title: a script of the larger language, in agentscript
//! level: strict
//! finding: NO_USER_FUNCTION 1
//! finding: DISALLOWED_IDENTIFIER 2
//! finding: FORBIDDEN_LOOP 4
//! finding: NO_REGEX_METHOD 7
//! finding: JSON_CALLBACK_NOT_ALLOWED 11
async function main() {
  const seen = new Set()
  let cursor = 0
  while (cursor !== null) {
    const page = await tools.orders.list({ cursor })
    for (const order of page.orders) {
      if (`${order.note}`.search('order') >= 0) seen.add(order.id)
    }
    cursor = page.nextCursor
  }
  return JSON.stringify([...seen], (key, value) => value)
}
return await main()
