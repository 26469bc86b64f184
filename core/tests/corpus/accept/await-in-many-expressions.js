//! title: await in conditions, arguments, templates, patterns, keys and loops
//! value: [{"k1":2,"s":1,"list":[22,23,24,7],"falsy":2},3,4,123,"5-big",[2,4],5,2,"dflt"]
const sum = async (a, b = 0) => (await tools.add({ a, b })).sum;
const o = { [`k${await sum(1)}`]: await sum(2), ...(await tools.echo({ s: 1 })), list: [...(await tools.page({ cursor: 22, size: 9 })).items, await sum(7)] };
const { x = await sum(3), y } = { y: await sum(4) };
let i = 0;
while ((i = await sum(i, 1)) < 3);
for (let j = await sum(0); j < (await sum(2)); j = await sum(j, 1)) i += 10;
const t = `${await sum(5)}-${(await sum(6)) > 5 ? 'big' : 'small'}`;
const chained = (await Promise.all([sum(1), sum(2)])).map((v) => v * 2);
switch (await sum(9)) { case await sum(8, 1): i += 100; }
const neg = (-(await sum(1))) ** 2 + (await sum(1) && await sum(0) || await sum(4)) ;
if (!(await sum(0))) o.falsy = (await sum(1), await sum(2));
return [o, x, y, i, t, chained, neg, await (await (async () => sum)())(1, 1), await null ?? await 'dflt'];
