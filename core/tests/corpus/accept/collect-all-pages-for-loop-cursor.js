//! title: a for loop whose head carries the cursor
//! value: {"count":25,"sum":300,"last":24}
//! calls: [["page",{"cursor":0,"size":10}],["page",{"cursor":10,"size":10}],["page",{"cursor":20,"size":10}]]
const all = [];
for (let cursor = 0, guard = 0; cursor !== null && guard < 10; guard++) {
  const { items, next } = await tools.page({ cursor, size: 10 });
  all.push(...items);
  cursor = next;
}
return { count: all.length, sum: all.reduce((a, b) => a + b, 0), last: all.at(-1) };
