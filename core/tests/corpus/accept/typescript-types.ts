//! title: interfaces, generics, enums and guards
//! value: ["Ada Lovelace","Mid",10,["Grace Hopper","Barbara Liskov","John Backus"],"none"]
interface User { id: number; name: string; role: Role; nick?: string }
type Role = 'admin' | 'editor' | 'viewer'
enum Level { Low = 1, Mid, High = 10 }
const isAdmin = (u: User): u is User & { role: 'admin' } => u.role === 'admin'
function first<T>(list: readonly T[], otherwise: T): T { return list[0] ?? otherwise }
const users = (await tools.users.list({})) as User[]
const names: Record<Role, string[]> = { admin: [], editor: [], viewer: [] }
for (const u of users) names[u.role].push(u.name)
return [first<User>(users.filter(isAdmin), users[1]!).name, Level[2], Level.High, names.editor satisfies string[], (users[0] as any).nick ?? 'none']
