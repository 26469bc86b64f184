//! title: native set that grows while it is walked
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const set = new Set([0])
set.forEach((item) => set.add(item + 1))
return ['ESCAPED', set.size]
