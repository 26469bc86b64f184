//! title: dates, JSON and Math, in agentscript
//! value: ["{\"days\":[331,236,73],\"max\":331}",331,"1970-01-01T00:00:00.000Z",{"$bigint":"18446744073709551616"},"12.50",[0,1,4]]
//! language: agentscript
//! level: strict
const users = await tools.users.list({ role: 'editor' });
const days = users.map(({ createdAt }) => Math.floor((Date.UTC(2024, 0, 1) - new Date(createdAt).getTime()) / 86400000));
const text = JSON.stringify({ days, max: Math.max(...days) });
return [text, JSON.parse(text).max, new Date(0).toISOString(), BigInt(2) ** 64n, Number('12.5').toFixed(2), Array.from({ length: 3 }, (_, i) => i * i)];
