//! title: fields, arrow members and computed names
//! value: [2,"x","x",1,["count","inc","dynamic"]]
const field = 'dyn'
class A { count = 0; inc = () => { this.count++; return this.count }; [field + 'amic'] = 'x'; static of(...args) { return Object.assign(new this(), ...args) }; ['m' + 1]() { return this.dynamic } }
const a = new A()
const { inc } = a
inc(); inc()
return [a.count, a.dynamic, a.m1(), A.of({ extra: 1 }).extra, Object.keys(new A())]
