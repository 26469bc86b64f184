//! title: names counted by first letter and length of word
//! value: {"letters":{"A":2,"G":1,"E":1,"B":1,"D":1,"R":1,"T":1,"F":1,"J":1,"M":1,"K":1},"lengths":[[3,2],[4,3],[5,5],[6,6],[7,3],[8,5]]}
const users = await tools.users.list({});
const letters = Object.create(null);
const lengths = new Map();
for (const { name } of users) {
  letters[name[0]] = (letters[name[0]] ?? 0) + 1;
  for (const word of name.split(' ')) lengths.set(word.length, (lengths.get(word.length) || 0) + 1);
}
return { letters: { ...letters }, lengths: [...lengths].sort(([a], [b]) => a - b) };
