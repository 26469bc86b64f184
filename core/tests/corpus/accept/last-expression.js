//! title: last expression
//! value: 42
//! plain: no
const a = 20;
a * 2 + 2
