//! title: comma, void, in, instanceof, delete and exponent
//! value: [2,true,true,true,false,true,512,4,1,10,"52","[object Object]",true,true,"x",true,"object","function",1,-3,true,false]
let n = 0
const o = { a: 1, b: 2 }
const r = [(n++, n++, n), void 0 === undefined, 'a' in o, delete o.a, 'a' in o, [] instanceof Array, 2 ** 3 ** 2, (-2) ** 2, !!'' + 1, '5' * '2', '5' + 2, [] + {}, [1] == 1, null == undefined, null ?? 'x', NaN !== NaN, typeof null, typeof (() => 1), +true, -'3', 1 < 2 < 3, 3 > 2 > 1]
return r
