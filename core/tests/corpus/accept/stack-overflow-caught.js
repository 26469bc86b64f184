//! title: endless recursion is caught as a RangeError and the script goes on
//! value: {"name":["RangeError",true],"sum":2}
const depth = (n) => depth(n + 1) + 1;
let name;
try { depth(0); } catch (e) { name = [e.name, e instanceof RangeError]; }
const { sum } = await tools.add({ a: 1, b: 1 });
return { name, sum };
