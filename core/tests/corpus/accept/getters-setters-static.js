//! title: getters, setters and static blocks
//! value: [0,32,1,"C",true,false,"pq",["full","a","b"]]
class Temp { static #made = 0; static { this.unit = 'C' } #c = 0; constructor(c) { this.c = c; Temp.#made++ } get f() { return this.#c * 1.8 + 32 } set f(v) { this.#c = (v - 32) / 1.8 } get c() { return this.#c } set c(v) { this.#c = v } static get made() { return Temp.#made } static isTemp(o) { return #c in o } }
const t = new Temp(100)
t.f = 32
const o = { get full() { return this.a + this.b }, set full(v) { [this.a, this.b] = v.split(' ') }, a: 'x', b: 'y' }
o.full = 'p q'
return [t.c, t.f, Temp.made, Temp.unit, Temp.isTemp(t), Temp.isTemp({}), o.full, Object.keys(o)]
