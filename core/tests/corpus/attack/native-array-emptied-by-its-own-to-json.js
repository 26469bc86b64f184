//! title: native array emptied by its own to json
//! value: "[1,null,null]"
const list = [1, { toJSON() { list.length = 0; return undefined } }, 3]
return JSON.stringify(list)
