//! title: ctor key class instance
//! stopped: 4 EXECUTION_ERROR
class Key {
  #word = 'constructor'
  toString() { return this.#word }
}
return (() => {})[new Key()]("return 'ESCAPED'")()
