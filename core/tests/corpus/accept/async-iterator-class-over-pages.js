//! title: a class with Symbol.asyncIterator that fetches lazily
//! value: {"taken":[1,3,5,7,9,11],"fetched":3}
class Paginator {
  #size;
  fetched = 0;
  constructor(size) { this.#size = size; }
  async *[Symbol.asyncIterator]() {
    let cursor = 0;
    while (cursor !== null) {
      const page = await tools.page({ cursor, size: this.#size });
      this.fetched++;
      yield* page.items;
      cursor = page.next;
    }
  }
}
const pager = new Paginator(5);
const taken = [];
for await (const n of pager) {
  if (n > 11) break;
  if (n % 2) taken.push(n);
}
return { taken, fetched: pager.fetched };
