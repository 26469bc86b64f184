//! title: memoized recursion on a map
//! value: [{"$bigint":"89"},{"$bigint":"4660046610375530309"}]
const memo = new Map()
const ways = (n) => {
  if (n <= 1) return 1n
  if (!memo.has(n)) memo.set(n, ways(n - 1) + ways(n - 2))
  return memo.get(n)
}
return [ways(10), ways(90)]
