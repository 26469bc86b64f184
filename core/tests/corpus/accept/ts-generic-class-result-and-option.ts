//! title: a Result type with map, and a generic stack
//! value: [{"ok":true,"value":"Ada Lovelace"},{"ok":false,"error":"no user 60"},[3,"b",1]]
type Ok<T> = { ok: true; value: T }; type Err<E> = { ok: false; error: E };
type Result<T, E = Error> = Ok<T> | Err<E>;
const ok = <T,>(value: T): Ok<T> => ({ ok: true, value });
const err = <E,>(error: E): Err<E> => ({ ok: false, error });
const map = <T, U, E>(r: Result<T, E>, f: (v: T) => U): Result<U, E> => (r.ok ? ok(f(r.value)) : r);
async function attempt<T>(work: () => Promise<T>): Promise<Result<T, string>> { try { return ok(await work()); } catch (e) { return err(e instanceof Error ? e.message : String(e)); } }
class Stack<T extends { toString(): string }> implements Iterable<T> {
  readonly #items: T[] = [];
  push(...items: T[]): number { return this.#items.push(...items); }
  *[Symbol.iterator](): IterableIterator<T> { for (let i = this.#items.length - 1; i >= 0; i--) yield this.#items[i]; }
}
const s = new Stack<number | string>();
s.push(1, 'b', 3);
return [map(await attempt(() => tools.users.get({ id: 1 })), (u: { name: string }) => u.name), map(await attempt(() => tools.users.get({ id: 60 })), () => 0), [...s]];
