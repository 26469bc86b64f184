//! title: constructor of this
//! finding: NO_CONSTRUCTOR_ACCESS 3
class Shape {
  clone() {
    return new this.constructor()
  }
}
return typeof new Shape().clone()
