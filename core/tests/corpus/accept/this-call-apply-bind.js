//! title: this with call, apply, bind and arrows
//! value: ["hi B","yo C!","hey D?","Ada","TypeError","ok Ada"]
const who = { name: 'Ada', hi(g, p = '') { return g + ' ' + this.name + p }, later() { return [1].map(() => this.name)[0] } }
const hi = who.hi
let lost
try { hi('x') } catch (e) { lost = e.name }
return [hi.call({ name: 'B' }, 'hi'), hi.apply({ name: 'C' }, ['yo', '!']), hi.bind({ name: 'D' }, 'hey')('?'), who.later(), lost, who.hi?.('ok')]
