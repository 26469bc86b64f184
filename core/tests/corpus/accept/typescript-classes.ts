//! title: abstract classes, modifiers, overloads and index signatures
//! value: [["n:a","n:b"],2,{"x":3},"s"]
abstract class Repo<T extends { id: number }> {
  protected readonly items: Map<number, T> = new Map()
  constructor(private label: string, public size = 0) {}
  abstract key(item: T): string
  add(item: T): this { this.items.set(item.id, item); this.size++; return this }
  list(): string[] { return [...this.items.values()].map((item) => `${this.label}:${this.key(item)}`) }
}
class Names extends Repo<{ id: number; name: string }> { override key(item: { id: number; name: string }) { return item.name } }
function pick(value: string): string
function pick(value: number): number
function pick(value: any): any { return value }
const counts: { [key: string]: number } = {}
declare const unused: string
const repo = new Names('n').add({ id: 1, name: 'a' }).add({ id: 2, name: 'b' })
counts['x'] = pick(3)
return [repo.list(), repo.size, counts, pick('s')]
