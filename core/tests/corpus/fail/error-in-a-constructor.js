//! title: super is not called before this
//! error: EXECUTION_ERROR
//! name: ReferenceError
//! line: 4
class Base { constructor() { this.kind = 'base'; } }
class Child extends Base {
  constructor(name) {
    this.name = name;
    super();
  }
}
return new Child('x').name;
