//! title: typed generators and iterables of pages
//! value: {"sum":300,"pages":3}
type Page<T> = { items: T[]; next: number | null };
async function* paginate<T>(fetchPage: (cursor: number) => Promise<Page<T>>): AsyncGenerator<T, number, undefined> {
  let cursor: number | null = 0, pages = 0;
  while (cursor !== null) {
    const page: Page<T> = await fetchPage(cursor);
    yield* page.items;
    cursor = page.next;
    pages++;
  }
  return pages;
}
const it = paginate<number>((cursor) => tools.page({ cursor, size: 12 }));
let sum = 0, step: IteratorResult<number, number>;
while (!(step = await it.next()).done) sum += step.value as number;
return { sum, pages: step.value };
