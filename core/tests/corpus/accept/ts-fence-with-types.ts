//! title: a fence of TypeScript with a tool call
//! plain: no
//! value: [{"name":"Ada Lovelace","first":true},{"name":"Radia Perlman","first":false}]
```typescript
interface Row { name: string; first: boolean }
const admins = await tools.users.list({ role: 'admin' });
const rows: Row[] = admins.map(({ name }: { name: string }, i: number): Row => ({ name, first: i === 0 }));
return rows;
```
