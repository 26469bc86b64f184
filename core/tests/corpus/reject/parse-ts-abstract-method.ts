//! title: an abstract method outside of an abstract class
//! finding: PARSE_ERROR 2
class Shape {
  abstract area(): number;
}
return new Shape()
