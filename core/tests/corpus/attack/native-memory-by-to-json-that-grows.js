//! title: native memory by to json that grows
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const grow = (n) => ({ toJSON: () => ({ a: 'x'.repeat(100_000), b: n > 0 ? grow(n - 1) : 0, c: n > 0 ? grow(n - 1) : 0 }) })
return ['ESCAPED', JSON.stringify(grow(20)).length]
