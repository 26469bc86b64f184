//! title: a class is called like a function
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
class Row { constructor(x) { this.x = x; } }
const rows = [1, 2];
return rows.map((x) => Row(x));
