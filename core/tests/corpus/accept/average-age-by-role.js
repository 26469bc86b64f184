//! title: the mean age of each role
//! value: {"admin":{"n":2,"mean":42.5},"editor":{"n":3,"mean":50},"viewer":{"n":7,"mean":49.4}}
const users = await tools.users.list();
const stats = users.reduce((acc, { role, age }) => {
  const { sum = 0, n = 0 } = acc[role] ?? {};
  return { ...acc, [role]: { sum: sum + age, n: n + 1 } };
}, {});
return Object.fromEntries(
  Object.entries(stats).map(([role, { sum, n }]) => [role, { n, mean: Math.round((sum / n) * 10) / 10 }]),
);
