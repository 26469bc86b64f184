//! title: the conversions of objects that builtins work on happen once
//! value: [["text", "needle"], 3, ["big"], "7", "1,2", ["a", "b"], "split by an object", "TypeError", 5]
const said = []
const object = (name, value) => ({ toString() { said.push(name); return value }, valueOf: undefined })
const at = String.prototype.indexOf.call(object('text', 'abcd'), object('needle', 'd'))
const seen = said.splice(0)
const big = BigInt({ valueOf() { said.push('big'); return '7' } })
let failed
try { new BigInt(1) } catch (error) { failed = error.name }
return [seen, at, said, String(big), String(BigInt.asUintN(8, [257n])) + ',' + BigInt.asIntN(8, true ? 2n : 0n),
  new String('a-b').split('-'), 'x'.split({ [Symbol.split]: () => 'split by an object' }), failed,
  JSON.parse({ toString: () => '5' })]
