//! title: symbols as members
//! value: [["a"],1,"id","Symbol(id)",true,"symbol","{\"a\":2}",true,1]
const id = Symbol('id')
const o = { [id]: 1, a: 2 }
return [Object.keys(o), o[id], id.description, String(id), Symbol.for('x') === Symbol.for('x'), typeof id, JSON.stringify(o), id in o, { ...o }[id]]
