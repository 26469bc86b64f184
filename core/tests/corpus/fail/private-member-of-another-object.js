//! title: a private member of an object that has none
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
class Counter {
  #n = 0;
  static read(other) { return other.#n; }
}
return [Counter.read(new Counter()), Counter.read({ n: 1 })];
