//! title: names, messages and kinds of errors
//! value: [["TypeError","TypeError","SyntaxError","RangeError","ReferenceError","URIError","SyntaxError","TypeError","TypeError","TypeError"],1,"RangeError: r",[]]
const errors = []
for (const f of [() => null.x, () => undefined(), () => { throw new SyntaxError('s') }, () => new Array(-1), () => { x; let x }, () => decodeURIComponent('%'), () => JSON.parse('{'), () => 1n + 1, () => Symbol() + '', () => { const c = 1; c = 2 }]) {
  try { f(); errors.push('none') } catch (e) { errors.push(e.name) }
}
return [errors, new Error('m', { cause: 1 }).cause, String(new RangeError('r')), Object.keys(new Error('x'))]
