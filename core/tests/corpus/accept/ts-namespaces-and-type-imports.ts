//! title: namespaces, import type and declare global forms
//! plain: no
//! value: [5,1000,["Units","distance","origin"],"none"]
import type { Something } from './types';
namespace Geometry {
  export interface Point { x: number; y: number }
  export const origin: Point = { x: 0, y: 0 };
  export function distance(a: Point, b: Point = origin): number { return Math.hypot(a.x - b.x, a.y - b.y); }
  const hidden = 1;
  export namespace Units { export const mm = hidden * 1000; }
}
type P = Geometry.Point;
const p: P = { x: 3, y: 4 };
const s = undefined as Something | undefined;
return [Geometry.distance(p), Geometry.Units.mm, Object.keys(Geometry).sort(), s ?? 'none'];
