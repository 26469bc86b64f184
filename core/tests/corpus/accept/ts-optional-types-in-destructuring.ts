//! title: types in patterns, callbacks, catch and arrow generics
//! value: [24,[23,22],[0,5,10],1,{"a":2,"b":4},2]
type Opts = { limit?: number; sort?: 'asc' | 'desc'; filter?: (n: number) => boolean };
const query = async ({ limit = 3, sort = 'asc', filter = () => true }: Opts = {}): Promise<number[]> => {
  const { items }: { items: number[] } = await tools.page({ cursor: 0, size: 25 });
  const dir: 1 | -1 = sort === 'asc' ? 1 : -1;
  return items.filter(filter).sort((a: number, b: number): number => (a - b) * dir).slice(0, limit);
};
const [first, ...rest]: number[] = await query({ sort: 'desc' });
const tuple: [id: number, name?: string] = [1];
const byKey: { [key: string]: number } = {};
for (const [k, v] of Object.entries({ a: 1, b: 2 }) as [string, number][]) byKey[k] = v * 2;
const fn: (...args: any[]) => unknown = (...args: any[]) => args.length;
return [first, rest, await query({ filter: (n: number) => n % 5 === 0 }), tuple.length, byKey, fn(1, 2) as number];
