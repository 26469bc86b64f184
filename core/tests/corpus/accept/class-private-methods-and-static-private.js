//! title: private methods, private statics and #x in object
//! value: [12.5,2,true,false,"RangeError: bad amount: -1",[],"{}"]
class Account {
  static #next = 1;
  static #registry = new Map();
  #id = Account.#next++;
  #balance = 0;
  #check(amount) { if (!(amount > 0)) throw new RangeError(`bad amount: ${amount}`); return amount; }
  static of(id) { return Account.#registry.get(id); }
  static isAccount(value) { return typeof value === 'object' && value !== null && #balance in value; }
  constructor() { Account.#registry.set(this.#id, this); }
  deposit(amount) { this.#balance += this.#check(amount); return this; }
  get balance() { return this.#balance; }
  get id() { return this.#id; }
}
new Account().deposit(10).deposit(2.5);
new Account();
let bad;
try { Account.of(2).deposit(-1); } catch (e) { bad = `${e}`; }
return [Account.of(1).balance, Account.of(2).id, Account.isAccount(Account.of(1)), Account.isAccount({}), bad, Object.keys(Account.of(1)), JSON.stringify(Account.of(1))];
