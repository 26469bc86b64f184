//! title: spread of objects, lists, texts, maps and arguments
//! value: [{"0":9,"a":1,"b":3},["h","é","l","l","o",[1,2],3],5,5]
const f = (...args) => args.length
return [{ ...{ a: 1, b: 2 }, b: 3, ...null, ...[9] }, [...'héllo', ...new Map([[1, 2]]), ...new Set([3, 3])], f(...[1, , 2], ...'ab'), Math.max(...[1, 5, 3], 4)]
