//! title: how long ago, in words
//! value: ["1 year ago","1 year ago","8 months ago","in 1 minute","just now","2 hours ago"]
const now = Date.UTC(2024, 5, 15, 12);
const units = [['year', 31536e6], ['month', 2592e6], ['day', 864e5], ['hour', 36e5], ['minute', 6e4], ['second', 1e3]];
const ago = (t) => {
  const diff = now - t;
  for (const [unit, ms] of units) {
    const n = Math.trunc(Math.abs(diff) / ms);
    if (n >= 1) return diff > 0 ? `${n} ${unit}${n > 1 ? 's' : ''} ago` : `in ${n} ${unit}${n > 1 ? 's' : ''}`;
  }
  return 'just now';
};
const users = await tools.users.list({ role: 'editor' });
return [...users.map((u) => ago(Date.parse(u.createdAt))), ago(now + 9e4), ago(now - 500), ago(now - 7.3e6)];
