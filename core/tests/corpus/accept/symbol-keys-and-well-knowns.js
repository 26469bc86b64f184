//! title: symbols as keys, registry and description
//! value: [["visible"],"{\"visible\":2}",2,3,"shared","secret","Symbol(secret)","TypeError",true,["x","a","b"],false]
const secret = Symbol('secret');
const o = { [secret]: 1, visible: 2, [Symbol.for('shared')]: 3 };
const even = { [Symbol.hasInstance]: (n) => n % 2 === 0 };
const spreadable = { length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true };
let failure;
try { `${secret}`; } catch (e) { failure = e.name; }
return [Object.keys(o), JSON.stringify(o), Object.getOwnPropertySymbols(o).length, o[Symbol.for('shared')], Symbol.keyFor(Symbol.for('shared')), secret.description, secret.toString(), failure, 4 instanceof even, ['x'].concat(spreadable), Symbol('a') === Symbol('a')];
