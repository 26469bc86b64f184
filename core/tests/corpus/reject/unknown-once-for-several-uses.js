//! title: one name used many times is one finding
//! finding: UNKNOWN_GLOBAL 1
const first = itms[0]
const last = itms[itms.length - 1]
for (const item of itms) console.log(item, first, last)
return itms.length
