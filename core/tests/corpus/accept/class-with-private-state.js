//! title: a class with private fields and accessors
//! value: ["{\"owner\":\"Ada\",\"balance\":7.5}",7.5,10,1,"RangeError: amount must be positive"]
class Account {
  #balance = 0
  static count = 0
  constructor(owner) { this.owner = owner; Account.count++ }
  get balance() { return this.#balance }
  set limit(value) { this.max = value }
  deposit(amount) {
    if (!(amount > 0)) throw new RangeError('amount must be positive')
    this.#balance += amount
    return this
  }
  toJSON() { return { owner: this.owner, balance: this.#balance } }
}
const a = new Account('Ada').deposit(5).deposit(2.5)
a.limit = 10
let refused
try { a.deposit(-1) } catch (e) { refused = `${e.name}: ${e.message}` }
return [JSON.stringify(a), a.balance, a.max, Account.count, refused]
