//! title: interfaces, generic helpers and keyof
//! value: [["admin",[1,7]],["editor",[2,5,10]],["viewer",[3,6,9,11]]]
interface User { id: number; name: string; role: 'admin' | 'editor' | 'viewer'; tags?: string[]; readonly createdAt: string }
type Grouped<T> = Record<string, T[]>;
function groupBy<T, K extends keyof T>(list: readonly T[], key: K): Grouped<T> {
  return list.reduce<Grouped<T>>((acc, item) => {
    const k = String(item[key]);
    (acc[k] ??= []).push(item);
    return acc;
  }, {} as Grouped<T>);
}
const pluck = <T, K extends keyof T>(list: T[], key: K): T[K][] => list.map((x) => x[key]);
const users: User[] = await tools.users.list({ active: true });
const grouped = groupBy(users, 'role');
return Object.entries(grouped).map(([role, list]: [string, User[]]) => [role, pluck(list, 'id')] as const);
