//! title: export default of a typed function with interfaces exported
//! plain: no
//! value: {"count":3,"ids":[2,5,10]}
export interface Report { count: number; ids: number[] }
export type Role = 'admin' | 'editor';
const ROLE: Role = 'editor';
export default async function report(): Promise<Report> {
  const users = await tools.users.list({ role: ROLE });
  return { count: users.length, ids: users.map((u) => u.id) };
}
