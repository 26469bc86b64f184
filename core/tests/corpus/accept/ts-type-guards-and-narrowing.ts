//! title: guards by is, in, typeof, instanceof and asserts
//! value: [13,6,true,[1,3,null,0,2],"not a number: string"]
type Circle = { kind: 'circle'; r: number };
type Rect = { kind: 'rect'; w: number; h: number };
type Shape = Circle | Rect;
const isCircle = (s: Shape): s is Circle => s.kind === 'circle';
function assertNumber(v: unknown): asserts v is number { if (typeof v !== 'number') throw new TypeError(`not a number: ${typeof v}`); }
function area(s: Shape): number {
  switch (s.kind) {
    case 'circle': return Math.round(Math.PI * s.r ** 2);
    case 'rect': return s.w * s.h;
    default: { const never: never = s; return never; }
  }
}
const mixed: unknown[] = [1, 'two', null, new Date(0), { w: 2 }];
const described = mixed.map((v) => (typeof v === 'string' ? v.length : v instanceof Date ? v.getTime() : v && typeof v === 'object' && 'w' in v ? (v as { w: number }).w : v));
let failure = '';
try { assertNumber('x' as unknown); } catch (e: unknown) { failure = (e as Error).message; }
return [area({ kind: 'circle', r: 2 }), area({ kind: 'rect', w: 2, h: 3 }), isCircle({ kind: 'circle', r: 1 }), described, failure];
