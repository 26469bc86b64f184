//! title: class returns another object from super
//! value: ["stamped", 1]
class Base { constructor(o) { return o } }
class Stamp extends Base { #mark = 'stamped'; static read(o) { return o.#mark } }
const target = await callTool('echo', { a: 1 })
new Stamp(target)
return [Stamp.read(target), target.a]
