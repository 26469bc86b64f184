//! title: the age of accounts in days and months
//! value: [{"name":"Ada Lovelace","days":530,"months":17,"weekday":0},{"name":"Radia Perlman","days":337,"months":11,"weekday":4}]
const now = new Date('2024-06-15T00:00:00Z');
const monthsBetween = (a, b) => (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth() - (b.getUTCDate() < a.getUTCDate() ? 1 : 0);
return (await tools.users.list({ role: 'admin' })).map(({ name, createdAt }) => {
  const created = new Date(createdAt);
  return { name, days: Math.floor((now - created) / 864e5), months: monthsBetween(created, now), weekday: created.getUTCDay() };
});
