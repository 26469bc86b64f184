//! title: result cycle through a map
//! stopped: 5 SERIALIZATION_ERROR
const map = new Map()
map.set('self', [{ map }])
return map
