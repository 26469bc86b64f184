//! title: global by static block and fields
//! value: [true, true, true, "undefined"]
let inBlock
class A { static own = this; static { inBlock = this } m() { return this } static f = () => this }
const { m } = new A()
const g = m()
return [A.own === A, inBlock === A, A.f() === A, typeof g]
