//! title: a recursive descent parser for arithmetic
//! value: [7,9,512,8,"RangeError: division by zero","SyntaxError: expected )","SyntaxError: left over: 2",3]
const evaluate = (src) => {
  const tokens = src.match(/\d+(?:\.\d+)?|[-+*/^()]/g) ?? [];
  let i = 0;
  const peek = () => tokens[i], take = () => tokens[i++];
  const expr = () => { let v = term(); while (peek() === '+' || peek() === '-') v = take() === '+' ? v + term() : v - term(); return v; };
  const term = () => { let v = power(); while (peek() === '*' || peek() === '/') { if (take() === '*') v *= power(); else { const d = power(); if (d === 0) throw new RangeError('division by zero'); v /= d; } } return v; };
  const power = () => { const b = unary(); return peek() === '^' ? (take(), b ** power()) : b; };
  const unary = () => { if (peek() === '-') { take(); return -unary(); } return primary(); };
  const primary = () => { const t = take(); if (t === '(') { const v = expr(); if (take() !== ')') throw new SyntaxError('expected )'); return v; } if (t === undefined || isNaN(t)) throw new SyntaxError(`unexpected ${t}`); return Number(t); };
  const v = expr();
  if (i < tokens.length) throw new SyntaxError(`left over: ${tokens.slice(i).join(' ')}`);
  return v;
};
return ['1 + 2 * 3', '(1 + 2) * 3', '2 ^ 3 ^ 2', '-4 / (2 - 2.5)', '1 / 0', '(1', '1 2', '--3'].map((s) => { try { return evaluate(s); } catch (e) { return `${e.name}: ${e.message}`; } });
