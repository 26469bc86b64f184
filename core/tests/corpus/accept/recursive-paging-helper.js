//! title: pages fetched by a function that calls itself
//! value: [0,4,8,12,16,20,24]
async function fetchAll(fetchPage, cursor = 0, acc = []) {
  const { items, next } = await fetchPage(cursor);
  const merged = [...acc, ...items];
  return next === null ? merged : fetchAll(fetchPage, next, merged);
}
const numbers = await fetchAll((cursor) => tools.page({ cursor, size: 7 }));
return numbers.filter((n) => n % 4 === 0);
