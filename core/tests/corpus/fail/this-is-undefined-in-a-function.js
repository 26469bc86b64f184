//! title: a plain function has no this
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 4
function total() {
  const factor = Math.round(1.2);

  return this.sum * factor;
}
return total();
