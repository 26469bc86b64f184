//! title: permutations lazily, eight queens by backtracking
//! value: [["abc","bac","cab","acb","bca","cba"],6,4,[2,3,6]]
function* permutations(list, n = list.length) {
  if (n <= 1) { yield list.slice(); return; }
  for (let i = 0; i < n; i++) { yield* permutations(list, n - 1); const j = n % 2 ? 0 : i; [list[j], list[n - 1]] = [list[n - 1], list[j]]; }
}
const queens = (n, row = 0, cols = 0, d1 = 0, d2 = 0) => {
  if (row === n) return 1;
  let count = 0;
  for (let c = 0; c < n; c++) {
    const [a, b, d] = [1 << c, 1 << (row + c), 1 << (row - c + n)];
    if (cols & a || d1 & b || d2 & d) continue;
    count += queens(n, row + 1, cols | a, d1 | b, d2 | d);
  }
  return count;
};
const all = [...permutations(['a', 'b', 'c'])].map((p) => p.join(''));
return [all, new Set(all).size, queens(6), [1, 2, 3].flatMap((x, i, l) => l.slice(i + 1).map((y) => x * y))];
