//! title: calls and updates of members by a computed key
//! value: [64,64,"a|b064",64,63,"newer",true,false,{"$undefined":true},3,2,"none",true,"tag","called"]
const o = { n: 1, get() { return this.n; }, tag(s, v) { return `${s.join('|')}${v}${this.n}`; }, list: [1, 2, 3] };
const k = ['g', 'et'].join(''), n = 'n';
o[n]++; ++o[n]; o[n] += 5; o[n] **= 2; o['m'] ??= 'new'; o[`m`] &&= 'newer';
const t = 'tag';
const i = o.list.length - 1;
return [o[k](), o?.[k]?.(), o[t]`a${0}b`, o[n]--, o[n], o.m, delete o[`${n}`], n in o, o['missing']?.[k](), o.list[i], o.list['1'], o.list[-1] ?? 'none', (0, o[k]) === o.get, o[t].name, o[k].call({ n: 'called' })];
