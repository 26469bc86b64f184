//! title: mean, median, mode and deviation
//! value: {"mean":48.417,"median":47,"deviation":10.054,"p90":61,"range":[33,66]}
const ages = (await tools.users.list({})).map((u) => u.age).sort((a, b) => a - b)
const mean = ages.reduce((a, b) => a + b) / ages.length
const mid = ages.length >> 1
const median = ages.length % 2 ? ages[mid] : (ages[mid - 1] + ages[mid]) / 2
const deviation = Math.sqrt(ages.reduce((s, x) => s + (x - mean) ** 2, 0) / ages.length)
const percentile = (p) => ages[Math.min(ages.length - 1, Math.ceil(p * ages.length) - 1)]
return { mean: +mean.toFixed(3), median, deviation: +deviation.toFixed(3), p90: percentile(0.9), range: [ages[0], ages.at(-1)] }
