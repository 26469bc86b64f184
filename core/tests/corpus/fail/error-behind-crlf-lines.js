//! title: lines that end with carriage returns are counted once
//! error: EXECUTION_ERROR
//! name: ReferenceError
//! line: 2
const a = 1;
const f = () => b;

const c = f();
const b = 2;
return [a, c];
