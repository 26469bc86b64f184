//! title: objects
//! value: [["b","a"],[["b",1],["a",2]],{"b":1,"a":2,"c":3},{"x":1},true,true,true,{"a":2},{},1,{"k1":1},["a","b"],true]
const o={b:1,a:2}; return [Object.keys(o),Object.entries(o),Object.assign({},o,{c:3}),Object.fromEntries([['x',1]]),'a' in o,Object.hasOwn(o,'b'),delete o.b,o,{...null},Object.freeze([1]).length,{['k'+1]:1},Object.values('ab'),Object.is(NaN,NaN)]
