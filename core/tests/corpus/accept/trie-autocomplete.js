//! title: a trie of names that completes prefixes
//! value: [["Ada","Alan","Allen"],["Hamilton","Hoare","Hopper"],[],["Backus","Barbara"]]
class Trie {
  #root = {};
  add(word) { let at = this.#root; for (const c of word.toLowerCase()) at = at[c] ??= {}; at.$ = word; }
  *complete(prefix) {
    let at = this.#root;
    for (const c of prefix.toLowerCase()) if (!(at = at[c])) return;
    const stack = [at];
    while (stack.length) {
      const node = stack.pop();
      if (node.$) yield node.$;
      for (const key of Object.keys(node).filter((k) => k !== '$').sort().reverse()) stack.push(node[key]);
    }
  }
}
const trie = new Trie();
for (const { name } of await tools.users.list({})) name.split(' ').forEach((w) => trie.add(w));
return [[...trie.complete('a')], [...trie.complete('H')], [...trie.complete('zz')], [...trie.complete('ba')]];
