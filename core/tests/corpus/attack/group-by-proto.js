//! title: group by proto
//! value: [["__proto__", "constructor"], "none"]
const groups = Object.groupBy(['a', 'b'], (item) => (item === 'a' ? '__proto__' : 'constructor'))
return [Object.keys(groups), groups.at ?? 'none']
