//! title: class super in static field
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
class A extends Array { static make = super.constructor }
return A.make("return 'ESCAPED'")()
