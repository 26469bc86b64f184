//! title: switch (true), strings, blocks and shared cases
//! value: [["A","B+","B","F","?"],["scalar","scalar","null","other","other","function"],"dntwothreedndn"]
function grade(score) {
  switch (true) {
    case Number.isNaN(score): return '?';
    case score >= 90: return 'A';
    case score >= 75: { const plus = score % 5 === 0 ? '+' : ''; return `B${plus}`; }
    default: return 'F';
  }
}
const kind = (v) => {
  switch (typeof v) {
    case 'string': case 'number': return 'scalar';
    case 'object': if (v === null) return 'null';
    // falls through
    case 'undefined': return 'other';
    default: return typeof v;
  }
};
let trace = '';
for (const x of [1, 2, 3, 4]) {
  switch (x) { case 2: trace += 'two'; break; case 3: trace += 'three'; default: trace += 'd'; case 9: trace += 'n'; }
}
return [[95, 80, 76, 10, NaN].map(grade), ['a', 1, null, {}, undefined, () => 1].map(kind), trace];
