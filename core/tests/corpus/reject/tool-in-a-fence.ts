//! title: a wrong name in a fenced TypeScript script
//! finding: UNKNOWN_TOOL 4
```typescript
type User = { id: number; name: string }

const users: User[] = await tools.users.all({})
return users.map((user) => user.name)
```
