//! title: nested patterns with defaults and rests, in agentscript at secure
//! value: {"id":"o-102","sku":"pen","quantity":1,"more":1,"keys":["userId","status","total","currency","placedAt","note"],"second":"o-114","next":null,"a":2,"b":1}
//! language: agentscript
//! level: secure
const { orders: [{ id, items: [{ sku, quantity = 1 }, ...more], ...rest }, second = {}], nextCursor: next } = await tools.orders.list({ userId: 6, limit: 2 });
let [a, b] = [1, 2];
[a, b] = [b, a];
return { id, sku, quantity, more: more.length, keys: Object.keys(rest), second: second.id, next, a, b };
