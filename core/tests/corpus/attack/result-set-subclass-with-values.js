//! title: result set subclass with values
//! value: [1, 2]
class Bag extends Set { values() { callTool('escaped', {}); return ['ESCAPED'].values() } keys() { return this.values() } [Symbol.iterator]() { return this.values() } }
return new Bag([1, 2])
