//! title: a tool of a namespace by a computed key
//! value: ["John Backus","o-110",1]
const action = context.tenant === 'acme' ? 'get' : 'list';
const user = await tools.users[action]({ id: 10 });
const { list: listOrders } = tools.orders;
const { orders: [first, ...others] } = await listOrders({ userId: 10 });
return [user.name, first.id, others.length];
