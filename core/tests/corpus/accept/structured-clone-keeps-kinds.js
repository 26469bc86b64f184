//! title: structuredClone of dates, maps, sets, cycles and typed arrays
//! value: [true,true,5,1,2,true,[1,2],true,true,true,"r","gi","DataCloneError"]
const source = { date: new Date(5), map: new Map([['k', { deep: [1] }]]), set: new Set(['s']), bytes: new Uint8Array([1, 2]), big: 10n, undef: undefined, err: new RangeError('r'), re: /a+/gi };
source.self = source;
const copy = structuredClone(source);
copy.map.get('k').deep.push(2);
let failed;
try { structuredClone({ f() {} }); } catch (e) { failed = e.name; }
return [copy !== source, copy.self === copy, copy.date instanceof Date && copy.date.getTime(), source.map.get('k').deep.length, copy.map.get('k').deep.length, copy.set.has('s'), [...copy.bytes], copy.big === 10n, 'undef' in copy, copy.err instanceof RangeError, copy.err.message, copy.re.flags, failed];
