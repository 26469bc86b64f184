//! title: a hierarchy of shapes with toString and super calls
//! value: ["circle(3.1) square(4.0) #tile(8.0)",3,["Circle","Square","Tile"],true,false]
class Shape {
  static count = 0;
  constructor(name) { this.name = name; Shape.count += 1; }
  area() { return 0; }
  toString() { return `${this.name}(${this.area().toFixed(1)})`; }
}
class Circle extends Shape {
  constructor(r) { super('circle'); this.r = r; }
  area() { return Math.PI * this.r ** 2; }
}
class Square extends Shape {
  constructor(s, name = 'square') { super(name); this.s = s; }
  area() { return this.s * this.s; }
}
class Tile extends Square {
  constructor(s) { super(s, 'tile'); }
  area() { return super.area() / 2; }
  toString() { return '#' + super.toString(); }
}
const shapes = [new Circle(1), new Square(2), new Tile(4)];
return [shapes.join(' '), Shape.count, shapes.map((s) => s.constructor.name), shapes[2] instanceof Square, shapes[1] instanceof Tile];
