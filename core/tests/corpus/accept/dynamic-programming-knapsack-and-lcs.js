//! title: a knapsack, a longest common subsequence and coin change
//! value: [90,"GTAB",292]
const knapsack = (items, cap) => items.reduce((best, { w, v }) => best.map((_, c) => (c >= w ? Math.max(best[c], best[c - w] + v) : best[c])), Array(cap + 1).fill(0))[cap];
const lcs = (a, b) => {
  const t = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(''));
  for (let i = 1; i <= a.length; i++) for (let j = 1; j <= b.length; j++) t[i][j] = a[i - 1] === b[j - 1] ? t[i - 1][j - 1] + a[i - 1] : t[i - 1][j].length >= t[i][j - 1].length ? t[i - 1][j] : t[i][j - 1];
  return t[a.length][b.length];
};
const coins = (total, kinds) => { const ways = [1, ...Array(total).fill(0)]; for (const k of kinds) for (let i = k; i <= total; i++) ways[i] += ways[i - k]; return ways[total]; };
return [knapsack([{ w: 5, v: 10 }, { w: 4, v: 40 }, { w: 6, v: 30 }, { w: 3, v: 50 }], 10), lcs('AGGTAB', 'GXTXAYB'), coins(100, [1, 5, 10, 25, 50])];
