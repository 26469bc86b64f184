//! title: union, intersection and difference of id sets
//! value: {"union":[1,2,3,5,6,7,9,10,11,12],"both":[1,6,9,7,3],"onlyPaid":[12],"symmetric":[12,2,5,10,11]}
const paid = new Set((await tools.orders.list({ status: 'paid', limit: 50 })).orders.map((o) => o.userId));
const active = new Set((await tools.users.list({ active: true })).map((u) => u.id));
const union = new Set([...paid, ...active]);
const both = [...paid].filter((x) => active.has(x));
const onlyPaid = [...paid].filter((x) => !active.has(x));
const symmetric = [...union].filter((x) => paid.has(x) !== active.has(x));
return { union: [...union].sort((a, b) => a - b), both, onlyPaid, symmetric };
