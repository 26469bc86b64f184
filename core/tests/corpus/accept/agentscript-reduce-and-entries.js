//! title: totals by status with reduce and Object.entries, in agentscript
//! value: [["paid",1090.8],["refunded",402.8],["pending",373.4],["cancelled",280.05]]
//! language: agentscript
//! level: strict
const { orders } = await tools.orders.list({ limit: 50 });
const totals = orders.reduce((sums, { status, total }) => ({ ...sums, [status]: (sums[status] ?? 0) + total }), {});
const rounded = Object.fromEntries(Object.entries(totals).map(([status, sum]) => [status, Math.round(sum * 100) / 100]));
return Object.entries(rounded).sort((a, b) => b[1] - a[1]);
