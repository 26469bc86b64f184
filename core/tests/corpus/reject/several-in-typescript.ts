//! title: several mistakes around types
//! finding: UNKNOWN_TOOL 2
//! finding: DISALLOWED_IDENTIFIER 4
//! finding: INFINITE_LOOP 5
//! finding: UNKNOWN_GLOBAL 8
interface Row { id: number; total: number }
const rows: Row[] = await tools.order.list({})
const sum = rows.reduce((total: number, row: Row) => total + row.total, 0)
localStorage.setItem('sum', String(sum))
while (true) {
  await sleep(1000)
}
return rounded as number
