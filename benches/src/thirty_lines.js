// Pages through users, keeps the active ones and sends a summary.
const users = [];
let cursor = null;
do {
  const page = await callTool('users:list', { cursor, limit: 25 });
  users.push(...page.items);
  cursor = page.next;
} while (cursor);

const active = users.filter((user) => user.active && user.email.includes('@'));
const byTeam = new Map();
for (const { team, name } of active) {
  if (!byTeam.has(team)) byTeam.set(team, []);
  byTeam.get(team).push(name);
}

async function withRetry(task, attempts = 3) {
  for (let i = 1; ; i++) {
    try {
      return await task();
    } catch (error) {
      if (i === attempts) throw error;
      console.warn(`attempt ${i} failed: ${error.message}`);
    }
  }
}

const rates = await withRetry(() => callTool('rates:get', { base: 'EUR' }));
const lines = [...byTeam].map(([team, names]) => `${team}: ${names.sort().join(', ')}`);
await callTool('mail:send', { to: 'ops@example.com', subject: 'Active users', body: lines.join('\n') });
return { active: active.length, teams: byTeam.size, rate: rates.USD };
