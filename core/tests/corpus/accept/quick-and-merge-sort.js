//! title: two sorts written out
//! value: [[1,1,2,3,4,5,6,9],[1,3,5,7,9],3,-1]
const quick = ([p, ...rest]) => (p === undefined ? [] : [...quick(rest.filter((x) => x < p)), p, ...quick(rest.filter((x) => x >= p))])
function mergeSort(l) {
  if (l.length < 2) return l
  const m = l.length >> 1, a = mergeSort(l.slice(0, m)), b = mergeSort(l.slice(m)), out = []
  while (a.length && b.length) out.push(a[0] <= b[0] ? a.shift() : b.shift())
  return [...out, ...a, ...b]
}
const binary = (l, x) => { let lo = 0, hi = l.length - 1; while (lo <= hi) { const mid = (lo + hi) >> 1; if (l[mid] === x) return mid; if (l[mid] < x) lo = mid + 1; else hi = mid - 1 } return -1 }
const sorted = mergeSort([5, 3, 9, 1, 7])
return [quick([3, 1, 4, 1, 5, 9, 2, 6]), sorted, binary(sorted, 7), binary(sorted, 2)]
