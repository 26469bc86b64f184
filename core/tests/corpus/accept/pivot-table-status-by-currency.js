//! title: a pivot of status and currency
//! value: [["status","EUR","USD"],["cancelled",2,1],["paid",11,1],["pending",4,0],["refunded",3,1],["total",20,3]]
const { orders } = await tools.orders.list({ limit: 50 });
const rows = [...new Set(orders.map((o) => o.status))].sort();
const columns = [...new Set(orders.map((o) => o.currency))].sort();
const table = rows.map((row) => [
  row,
  ...columns.map((column) => orders.filter((o) => o.status === row && o.currency === column).length),
]);
const totals = columns.map((_, c) => table.reduce((sum, row) => sum + row[c + 1], 0));
return [['status', ...columns], ...table, ['total', ...totals]];
