//! title: a class extends Function
//! finding: NO_EVAL 1
class Callable extends Function {
  run() { return this() }
}
return new Callable('return 1').run()
