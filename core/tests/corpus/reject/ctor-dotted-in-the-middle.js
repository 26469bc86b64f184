//! title: constructor of an instance is called again
//! finding: NO_CONSTRUCTOR_ACCESS 3
class Point { x = 0; y = 0 }
const origin = new Point()
const copy = new origin.constructor()
return copy.x
