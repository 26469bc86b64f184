//! title: self as a name is the global object
//! finding: NO_GLOBAL_ACCESS 3
class Counter {
  count = 0
  add() { self.count += 1; return this }
}
return new Counter().add().count
