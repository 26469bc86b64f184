//! title: mutual recursion, a trampoline, Ackermann and Hanoi
//! value: [true,true,200010000,9,"AC AB CB AC BA BC AC",144]
const isEven = (n) => (n === 0 ? true : isOdd(n - 1));
const isOdd = (n) => (n === 0 ? false : isEven(n - 1));
const trampoline = (f) => (...args) => { let r = f(...args); while (typeof r === 'function') r = r(); return r; };
const sumTo = trampoline(function go(n, acc = 0) { return n === 0 ? acc : () => go(n - 1, acc + n); });
const ack = (m, n) => (m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)));
const moves = [];
const hanoi = (n, a, b, c) => { if (!n) return; hanoi(n - 1, a, c, b); moves.push(a + b); hanoi(n - 1, c, b, a); };
hanoi(3, 'A', 'C', 'B');
const Y = (f) => ((x) => x(x))((x) => f((y) => x(x)(y)));
return [isEven(200), isOdd(77), sumTo(20000), ack(2, 3), moves.join(' '), Y((self) => (n) => (n < 2 ? n : self(n - 1) + self(n - 2)))(12)];
