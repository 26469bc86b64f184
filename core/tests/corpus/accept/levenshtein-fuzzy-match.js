//! title: the nearest name to a misspelt one
//! value: [{"n":"Ada Lovelace","d":1},{"n":"Grace Hopper","d":2},{"n":"Alan Turing","d":1},{"n":"Tony Hoare","d":1}]
const distance = (a, b) => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
    row = next;
  }
  return row[b.length];
};
const names = (await tools.users.list({})).map((u) => u.name);
const nearest = (q) => names.map((n) => ({ n, d: distance(q.toLowerCase(), n.toLowerCase()) })).sort((a, b) => a.d - b.d || a.n.localeCompare(b.n))[0];
return ['ada lovlace', 'Grase Hoper', 'Alan Tring', 'Tony Hore'].map(nearest);
