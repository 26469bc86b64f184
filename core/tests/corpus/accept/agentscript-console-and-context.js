//! title: console and context, in agentscript
//! value: "o-101|o-102"
//! language: agentscript
//! level: strict
//! console: ["tenant acme","orders 2"]
console.log('tenant', context.tenant);
const { orders } = await tools.orders.list({ status: 'paid', limit: 2 });
console.info(`orders ${orders.length}`);
return orders.map((order) => order.id).join('|');
