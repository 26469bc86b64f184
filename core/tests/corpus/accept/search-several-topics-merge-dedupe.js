//! title: several searches merged without doubles
//! value: {"counts":{"rust":3,"async":1,"compilers":1,"nothing here":0},"hits":[{"slug":"rust","title":"Rust ownership explained","matched":["rust"]},{"slug":"sandbox","title":"Sandboxing untrusted code","matched":["rust"]},{"slug":"async","title":"Rust async in practice","matched":["rust","async"]},{"slug":"compilers","title":"A history of compilers","matched":["compilers"]}]}
const queries = ['rust', 'async', 'compilers', 'nothing here'];
const lists = await Promise.all(queries.map((query) => tools.search.web({ query })));
const merged = new Map();
lists.forEach((list, i) => {
  for (const { url, title } of list) {
    const hit = merged.get(url) ?? { title, matched: [] };
    hit.matched.push(queries[i]);
    merged.set(url, hit);
  }
});
return {
  counts: Object.fromEntries(queries.map((q, i) => [q, lists[i].length])),
  hits: [...merged].map(([url, { title, matched }]) => ({ slug: url.split('/').pop(), title, matched })),
};
