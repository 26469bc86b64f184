//! title: casts in conditions, calls, templates and assignments
//! value: ["42",[1,2],{"a":20},5]
const raw: unknown = JSON.parse('{"n": "41", "list": ["1", "2"]}');
const n = Number((raw as { n: string }).n) + 1;
const list = ((raw as any).list as string[]).map(Number) as number[];
let target = {} as { a?: number };
(target as { a: number }).a = 1;
target!.a!++;
const key = 'a' as keyof typeof target;
if ((n as number) > 41 && <boolean>(list.length === 2)) target[key] = (target[key] as number) * 10;
const call = (tools.add as (x: { a: number; b: number }) => Promise<{ sum: number }>)({ a: n, b: 0 });
return [`${(await call).sum as number}`, list, target, ((x: number) => x)(5) as const as unknown as number] as unknown[];
