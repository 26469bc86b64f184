//! title: a setter that sets itself
//! error: STACK_OVERFLOW
//! name: RangeError
//! line: 4
class Account {
  get balance() { return this._b; }
  set balance(value) {
    this.balance = value;
  }
}
const account = new Account();
account.balance = 5;
return account.balance;
