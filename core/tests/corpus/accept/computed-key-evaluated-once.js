//! title: a computed key and its object are evaluated once and in order
//! value: [["obj","key","value","toString","o2","k2","c1","v1","c2","v2","d","dflt","p","q"],{"k":5,"z":7,"w":5},{"a":1,"b":2},[11,20],1]
const log = [];
const at = (x, v) => { log.push(x); return v; };
const key = { toString() { log.push('toString'); return 'k'; } };
const o = { k: 1 };
at('obj', o)[at('key', 'k')] += at('value', 2);
o[key] = 4;
at('o2', o)[at('k2', 'k')] ||= at('never', 9);
const made = { [at('c1', 'a')]: at('v1', 1), [at('c2', 'b')]: at('v2', 2) };
[o[at('d', 'k')], o.z = at('dflt', 7)] = [5];
({ [at('p', 'k')]: o[at('q', 'w')] } = o);
const i = { n: 0 };
const list = [10, 20];
list[i.n++] += 1;
return [log, o, made, list, i.n];
