//! title: a member of an undefined field is read in the return of a method
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 7
class Cart {
  constructor(items) { this.items = items; }
  label() {
    const shown = Math.max(1, 2);
    const text = `${shown} lines`;

    return this.owner.name + text;
  }
}
return new Cart([]).label();
