//! title: mapped, conditional and template types vanish
//! value: [{"id":"o-101","total":12.5},{"id":"o-101","total":12.5,"note":null},"o-101",12.5]
type Order = { id: string; userId: number; total: number; note: string | null };
type Summary = Pick<Order, 'id' | 'total'> & Partial<Omit<Order, 'id' | 'total'>>;
type Nullable<T> = { [K in keyof T]?: T[K] | null };
type Getter<T> = { [K in keyof T as `get${Capitalize<string & K>}`]: () => T[K] };
type Item<T> = T extends (infer U)[] ? U : never;
type Deep<T> = T extends object ? { readonly [K in keyof T]: Deep<T[K]> } : T;
declare function neverCalled(x: number): string;
declare const alsoNever: { a: 1 };
const page: { orders: Order[]; nextCursor: number | null } = await tools.orders.list({ limit: 2 });
const first: Item<typeof page.orders> = page.orders[0]!;
const getters: Partial<Getter<Order>> = { getId: () => first.id, getTotal: () => first.total };
const summary: Summary = { id: first.id, total: first.total };
const loose: Nullable<Deep<Summary>> = { ...summary, note: null };
return [summary, loose, getters.getId?.(), getters.getTotal!()];
