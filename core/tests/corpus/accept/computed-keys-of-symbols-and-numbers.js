//! title: symbols, numbers, null and objects as computed keys
//! value: [["sym","two","null","undef","yes","list","object","float","zero","big","bigint"],"sym!",true,1,[0,44,7],"out","b",3,"none",10]
const s = Symbol('s');
const o = { [s]: 'sym', [1 + 1]: 'two', [null]: 'null', [undefined]: 'undef', [true]: 'yes', [[1, 2]]: 'list', [{}]: 'object', [1.50]: 'float', [-0]: 'zero', [1e21]: 'big', [5n]: 'bigint' };
const read = [s, 2, null, undefined, true, [1, 2], {}, 1.5, 0, 1e21, 5n].map((k) => o[k]);
const m = new Map([[s, 1]]);
o[s] += '!';
const typed = new Uint8Array(3);
typed[1] = 300; typed['2'] = 7; typed[9] = 1;
const text = 'abc';
return [read, o[s], s in o, m.get(s), [...typed], typed[9] ?? 'out', text[1], text['length'], text[5] ?? 'none', Object.keys(o).length];
