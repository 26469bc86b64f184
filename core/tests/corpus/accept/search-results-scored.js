//! title: search results with a score of words
//! value: {"words":["does","async","ownership","rust","relate","compilers"],"scored":[{"score":2,"url":"/async"},{"score":2,"url":"/rust"},{"score":1,"url":"/compilers"},{"score":1,"url":"/sandbox"},{"score":0,"url":"/quickjs"}]}
const question = 'How does async ownership in Rust relate to compilers?';
const words = [...new Set(question.toLowerCase().match(/[a-z]{4,}/g))];
const pages = await tools.search.web({ query: 'r' });
const scored = pages.map(({ title, snippet, url }) => {
  const text = `${title} ${snippet}`.toLowerCase();
  const score = words.reduce((sum, w) => sum + (text.includes(w) ? 1 : 0), 0);
  return { score, url: new URL(url).pathname };
});
scored.sort((a, b) => b.score - a.score || a.url.localeCompare(b.url));
return { words, scored };
