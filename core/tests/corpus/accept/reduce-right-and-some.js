//! title: reduceRight, some, every and sparse lists
//! value: ["cba",3,false,false,true,-1,1,[1,{"$undefined":true},3],"1--3",[100,20,3],2]
const sparse = [1, , 3]
return [['a', 'b', 'c'].reduceRight((s, x) => s + x), sparse.map((x) => x * 2).length, sparse.some((x) => x === undefined), 1 in sparse, sparse.every((x) => x > 0), sparse.indexOf(undefined), sparse.findIndex((x) => x === undefined), [...sparse], sparse.join('-'), [3, 20, 100].sort(), [, 1].length]
