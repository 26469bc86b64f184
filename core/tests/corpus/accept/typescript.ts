//! title: typescript
//! value: [2,1,2,3,{"a":1}]
interface U { id: number } enum E { A = 1, B } class P { constructor(private readonly x: number) {} get(): number { return this.x } }
const f = <T,>(v: T): T => v; const u = { id: 1 } as U; return [f<number>(2), u.id!, E.B, new P(3).get(), ({ a: 1 }) satisfies object]
