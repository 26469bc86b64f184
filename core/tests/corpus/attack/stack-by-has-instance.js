//! title: stack by has instance
//! stopped: 4 STACK_OVERFLOW
class Odd { static [Symbol.hasInstance](value) { return value instanceof Odd } }
return 1 instanceof Odd
