//! title: lines that end with carriage returns
//! value: [1,3,2]
const a = 1;
const b = `x
y`;
return [a, b.length, b.split('\n').length];
