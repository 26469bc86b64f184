//! title: a parameter used outside of its callback
//! finding: UNKNOWN_GLOBAL 3
const names = []
;[1, 2].forEach((id, index) => { names.push(id) })
return names[index]
