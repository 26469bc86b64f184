//! title: switch, ternaries, templates and defaults, in agentscript
//! value: ["o-101 small","o-102 small","o-103 open:order 2","o-104 open:order 3","o-105 small","o-106 gone","o-107 small","o-108 small"]
//! language: agentscript
//! level: strict
const label = ({ status, total, note = null }) => {
  switch (status) {
    case 'paid': return total > 100 ? 'big' : 'small';
    case 'pending': case 'refunded': return `open:${note ?? '-'}`;
    default: return 'gone';
  }
};
const { orders } = await tools.orders.list({ limit: 8 });
return orders.map((order) => `${order.id} ${label(order)}`);
