//! title: orders of a range of days and the gaps between
//! value: {"ids":["o-102","o-114","o-103","o-115","o-104","o-116"],"gaps":[12,18,12,20,12]}
const { orders } = await tools.orders.list({ limit: 50 });
const from = new Date('2024-02-01');
const to = new Date(Date.UTC(2024, 4, 1));
const hits = orders
  .filter(({ placedAt }) => { const d = new Date(placedAt); return d >= from && d < to; })
  .sort((a, b) => a.placedAt.localeCompare(b.placedAt));
const DAY = 24 * 60 * 60 * 1000;
const gaps = hits.slice(1).map((o, i) => (new Date(o.placedAt) - new Date(hits[i].placedAt)) / DAY);
return { ids: hits.map((o) => o.id), gaps };
