//! title: a tokenizer on sticky regular expressions
//! value: [[["id","total"],["op","="],["num","3.14"],["op","*"],["op","("],["id","r2"],["op","+"],["num","10"],["op",")"]],"SyntaxError: unexpected $ at 2"]
const spec = [['num', /\d+(?:\.\d+)?/y], ['id', /[a-z_]\w*/iy], ['op', /[-+*\/=()]/y], ['ws', /\s+/y]];
function tokenize(src) {
  const out = [];
  let pos = 0;
  scan: while (pos < src.length) {
    for (const [type, re] of spec) {
      re.lastIndex = pos;
      const m = re.exec(src);
      if (m) { pos = re.lastIndex; if (type !== 'ws') out.push([type, m[0]]); continue scan; }
    }
    throw new SyntaxError(`unexpected ${src[pos]} at ${pos}`);
  }
  return out;
}
let bad;
try { tokenize('a $ b'); } catch (e) { bad = `${e}`; }
return [tokenize('total = 3.14 * (r2 + 10)'), bad];
