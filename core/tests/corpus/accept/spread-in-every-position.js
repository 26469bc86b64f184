//! title: spread of texts, sets, maps, entries and conditionals
//! value: [{"0":9,"a":1,"b":3,"c":4},["é","😀",1,2,[1,2],[3],"hole","hole"],6,0,[0,1,2],[[0,1],[1,2]],{"0":10,"1":20},true]
const base = { a: 1, b: 2 };
const merged = { ...base, b: 3, ...(true && { c: 4 }), ...(false && { d: 5 }), ...null, ...undefined, ...[9] };
const list = [...'é😀', ...new Set([1, 1, 2]), ...new Map([[1, 2]]), ...[], ...[[3]], ...Array(2)];
const args = (...all) => all.length;
return [merged, list.map((x) => x ?? 'hole'), args(...'abc', 1, ...[2, 3]), Math.min(...[3, 1, 2], 0), [...Array(3).keys()], [...[1, 2].entries()], { ...[10, 20] }, { ...base } !== base];
