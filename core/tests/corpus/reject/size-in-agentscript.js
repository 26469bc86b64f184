//! title: a huge array in agentscript
//! level: strict
//! finding: RESOURCE_EXHAUSTION 1
const list = Array.from({ length: 99999999 }, () => 0)
return list.length
