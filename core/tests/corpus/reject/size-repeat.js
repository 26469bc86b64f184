//! title: a text is repeated too often
//! finding: RESOURCE_EXHAUSTION 2
const line = '-'
const rule = line.repeat(1e6)
return rule.length
