//! title: accessors with types, implements, index signatures and static generics
//! value: [1,null,2,"none","kept"]
interface Store<T> { get(key: string): T | undefined; readonly size: number }
class MemoryStore<T> implements Store<T> {
  [extra: `x-${string}`]: unknown;
  private data: Record<string, T> = Object.create(null);
  private _label?: string;
  static of<U>(entries: Iterable<readonly [string, U]>): MemoryStore<U> { const s = new MemoryStore<U>(); for (const [k, v] of entries) s.data[k] = v; return s; }
  get(key: string): T | undefined { return this.data[key]; }
  get size(): number { return Object.keys(this.data).length; }
  get label(): string { return this._label ?? 'none'; }
  set label(v: string) { this._label = v.trim(); }
}
const s: Store<number> & { label: string } = MemoryStore.of(new Map([['a', 1], ['b', 2]]));
const before = s.label;
s.label = ' kept ';
return [s.get('a'), s.get('z') ?? null, s.size, before, s.label];
