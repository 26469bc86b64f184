//! title: statics of Number, Array, String and Object, in agentscript
//! value: [[true,false,false,false,false],true,[1,2],"12A",["b","a"],true,2.5,[1.5,3],1,[1,2],-2]
//! language: agentscript
//! level: strict
const values = [3, 1.5, '4', NaN, null];
return [values.map((v) => Number.isInteger(v)), Array.isArray(values), Array.of(1, 2), String(12) + String.fromCharCode(65), Object.keys({ b: 1, a: 2 }), Object.is(NaN, NaN), Number.parseFloat('2.5'), values.filter(Number.isFinite).toSorted((a, b) => a - b), Object.groupBy ? 1 : 1, [1, [2]].flat(), Math.trunc(-2.7)];
