//! title: an expression is parsed and evaluated
//! value: [7,9,2,70]
function evaluate(text) {
  let at = 0
  const peek = () => text[at]
  const number = () => { let s = ''; while (/[\d.]/.test(peek() ?? '')) s += text[at++]; return Number(s) }
  const factor = () => { if (peek() === '(') { at++; const v = sum(); at++; return v } if (peek() === '-') { at++; return -factor() } return number() }
  const product = () => { let v = factor(); while (peek() === '*' || peek() === '/') { const op = text[at++]; const r = factor(); v = op === '*' ? v * r : v / r } return v }
  const sum = () => { let v = product(); while (peek() === '+' || peek() === '-') { const op = text[at++]; const r = product(); v = op === '+' ? v + r : v - r } return v }
  return sum()
}
return ['1+2*3', '(1+2)*3', '-4/(2-4)', '2*(3+4)*5'].map(evaluate)
