//! title: constructor in a static block of a class
//! finding: NO_CONSTRUCTOR_ACCESS 4
class Registry {
  static make
  static {
    this.make = [].constructor
  }
}
return Registry.make
