//! title: orders written as CSV
//! value: "id,total,note,items\no-106,49.25,,\"pen; lamp; desk\"\no-112,93.35,order 11,\"desk; book; pen\"\no-118,137.45,order 17,\"pen; lamp; desk\""
const { orders } = await tools.orders.list({ status: 'cancelled', limit: 10 });
const columns = ['id', 'total', 'note', 'items'];
const cell = (v) => { const t = v == null ? '' : Array.isArray(v) ? v.map((i) => i.sku).join('; ') : String(v); return /[",\n;]/.test(t) ? `"${t.replace(/"/g, '""')}"` : t; };
return [columns.join(','), ...orders.map((o) => columns.map((c) => cell(o[c])).join(','))].join('\n');
