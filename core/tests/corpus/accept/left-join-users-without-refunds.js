//! title: users that have no refunded order
//! value: {"clean":["Lovelace","Hopper","Turing","Liskov","Knuth","Perlman","Allen","Hamilton"],"refundedIds":[4,10]}
const [users, refunded] = await Promise.all([
  tools.users.list({ active: true }),
  tools.orders.list({ status: 'refunded', limit: 50 }),
]);
const refundedIds = new Set(refunded.orders.map((o) => o.userId));
const clean = users.filter((u) => !refundedIds.has(u.id));
return { clean: clean.map((u) => u.name.split(' ').at(-1)), refundedIds: [...refundedIds].sort((a, b) => a - b) };
