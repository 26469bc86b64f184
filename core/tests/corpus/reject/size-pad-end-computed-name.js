//! title: padEnd by a computed name
//! finding: RESOURCE_EXHAUSTION 2
const method = 'pad' + 'End'
return 'x'[method](999999)
