//! title: a Markdown table with aligned columns
//! value: "| id | name           | age |\n| -- | -------------- | --- |\n|  2 | Grace Hopper   |  45 |\n|  5 | Barbara Liskov |  61 |\n| 10 | John Backus    |  44 |"
const users = (await tools.users.list({ role: 'editor' })).map(({ id, name, age }) => ({ id, name, age }));
const keys = Object.keys(users[0]);
const width = Object.fromEntries(keys.map((k) => [k, Math.max(k.length, ...users.map((u) => `${u[k]}`.length))]));
const row = (cells) => `| ${cells.join(' | ')} |`;
const pad = (v, k) => (typeof v === 'number' ? String(v).padStart(width[k]) : String(v).padEnd(width[k]));
return [row(keys.map((k) => k.padEnd(width[k]))), row(keys.map((k) => '-'.repeat(width[k]))), ...users.map((u) => row(keys.map((k) => pad(u[k], k))))].join('\n');
