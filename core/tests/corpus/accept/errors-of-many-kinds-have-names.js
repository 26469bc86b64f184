//! title: the names of the errors that the language throws
//! value: ["TypeError","TypeError","TypeError","TypeError","RangeError","RangeError","RangeError","SyntaxError","URIError","SyntaxError","RangeError","TypeError","TypeError","TypeError","TypeError","TypeError","TypeError","TypeError","RangeError","RangeError","TypeError","RangeError","DataCloneError","TypeError","TypeError","none","SyntaxError"]
const names = [];
const tries = [
  () => undefined.x, () => null[0], () => (void 0)(), () => [].reduce((a) => a), () => new Array(-1), () => 'x'.repeat(-1), () => (1).toFixed(200),
  () => JSON.parse('nope'), () => decodeURIComponent('%'), () => BigInt('1.5'), () => BigInt(0.5), () => 1n + 1, () => Symbol() + '', () => new (class A { constructor() { this.x(); } })(),
  () => { const [x] = null; }, () => { const { y } = undefined; }, () => [...5], () => new Map([1]), () => (1).toString(99), () => new Date(NaN).toISOString(),
  () => Object.fromEntries([1]), () => 'a'.normalize('x'), () => structuredClone(() => 1), () => ({}) instanceof 5, () => 'x' in 'xyz', () => class B extends null { }, () => new RegExp('('),
];
for (const t of tries) { try { t(); names.push('none'); } catch (e) { names.push(e.name); } }
return names;
