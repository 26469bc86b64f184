//! title: two constructors in a class
//! finding: PARSE_ERROR 3
class Point {
  constructor(x) { this.x = x }
  constructor(x, y) { this.x = x; this.y = y }
}
return new Point(1, 2).y
