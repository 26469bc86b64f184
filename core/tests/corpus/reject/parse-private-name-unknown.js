//! title: a private name that the class does not have
//! finding: PARSE_ERROR 3
class Account {
  #balance = 0
  show() { return this.#amount }
}
return new Account().show()
