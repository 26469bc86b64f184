//! title: function name and length show no guard
//! value: false
const parts = [callTool, parallel, sleep, setTimeout, Math.random, [].flat].map((f) => [f.name, Object.getOwnPropertyNames(f).sort().join()])
return parts.some(([name, keys]) => /__ag|bound/.test(name + keys))
