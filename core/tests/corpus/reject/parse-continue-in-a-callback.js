//! title: continue in a callback
//! finding: PARSE_ERROR 3
const names = []
;['a', ''].forEach((name) => {
  if (!name) continue
  names.push(name)
})
return names
