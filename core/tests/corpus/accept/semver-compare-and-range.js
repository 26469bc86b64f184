//! title: versions compared and sorted
//! value: [["1.2.0-beta","v1.2.0","1.10.0","2.0.0-rc.1","2.0.0"],["1.10.0","v1.2.0"],true,"bad version 1.x"]
const parse = (v) => { const m = /^v?(\d+)\.(\d+)\.(\d+)(?:-([\w.]+))?$/.exec(v); if (!m) throw new TypeError(`bad version ${v}`); return { nums: m.slice(1, 4).map(Number), pre: m[4] }; };
const compare = (a, b) => { const [x, y] = [parse(a), parse(b)]; for (let i = 0; i < 3; i++) if (x.nums[i] !== y.nums[i]) return x.nums[i] - y.nums[i]; return x.pre === y.pre ? 0 : !x.pre ? 1 : !y.pre ? -1 : x.pre < y.pre ? -1 : 1; };
const satisfies = (v, range) => range.split(' ').every((r) => { const [, op = '=', w] = /^([<>]=?|=|\^)?(.+)$/.exec(r); const c = compare(v, w); return { '=': c === 0, '>': c > 0, '<': c < 0, '>=': c >= 0, '<=': c <= 0, '^': c >= 0 && parse(v).nums[0] === parse(w).nums[0] }[op]; });
const list = ['1.10.0', 'v1.2.0', '1.2.0-beta', '2.0.0-rc.1', '2.0.0'];
let bad;
try { parse('1.x'); } catch (e) { bad = e.message; }
return [[...list].sort(compare), list.filter((v) => satisfies(v, '^1.2.0')), satisfies('1.5.0', '>=1.2.0 <2.0.0'), bad];
