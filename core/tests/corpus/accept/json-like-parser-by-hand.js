//! title: a parser for a relaxed JSON with comments
//! value: {"name":"demo","list":[1,-25,true,"null"],"nested":{"a":[{}]},"word":"bare"}
function parse(text) {
  let i = 0;
  const skip = () => { for (;;) { const m = /^(\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(text.slice(i)); if (!m) return; i += m[0].length; } };
  const value = () => {
    skip();
    const c = text[i];
    if (c === '{') { i++; const o = {}; for (skip(); text[i] !== '}'; skip()) { const k = /^[\w$]+|^"[^"]*"/.exec(text.slice(i))[0]; i += k.length; skip(); i++; o[k.replace(/"/g, '')] = value(); skip(); if (text[i] === ',') i++; } i++; return o; }
    if (c === '[') { i++; const a = []; for (skip(); text[i] !== ']'; skip()) { a.push(value()); skip(); if (text[i] === ',') i++; } i++; return a; }
    const m = /^('[^']*'|"[^"]*"|[-+\w.]+)/.exec(text.slice(i));
    i += m[0].length;
    if (/^['"]/.test(m[0])) return m[0].slice(1, -1);
    return { true: true, false: false, null: null }[m[0]] ?? (Number.isNaN(+m[0]) ? m[0] : +m[0]);
  };
  return value();
}
return parse(`{ // a comment
  name: 'demo', "list": [1, -2.5e1, true, null,], /* more */ nested: { a: [{}], }, word: bare }`);
