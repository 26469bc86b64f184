//! title: the arguments object, defaults that see one another, length
//! value: [6,[4,5],[1,2,3,[],1],[1,2,9,[8,7],5],1,0,2,"kept",[1,5],["x"]]
function total() { let s = 0; for (let i = 0; i < arguments.length; i++) s += arguments[i]; return s; }
function f(a, b = a * 2, c = a + b, ...rest) { return [a, b, c, rest, arguments.length]; }
function strict(a) { arguments[0] = 'changed'; return a; }
const order = [];
const g = (x = order.push('x'), y = order.push('y')) => [x, y];
return [total(1, 2, 3), Array.from(arguments2(4, 5)), f(1), f(1, undefined, 9, 8, 7), f.length, total.length, ((a, b) => 1).length, strict('kept'), g(undefined, 5), order];
function arguments2() { return arguments; }
