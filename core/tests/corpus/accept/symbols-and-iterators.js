//! title: symbols and iterators
//! value: [[1,2],[1,2,3],"symbol","x"]
const o={*[Symbol.iterator](){ yield 1; yield 2 }}; const r={from:1,to:3,[Symbol.iterator](){ let c=this.from,t=this.to; return { next:()=>c<=t?{value:c++,done:false}:{value:undefined,done:true} } }}; return [[...o],[...r],typeof Symbol('x'),Symbol('x').description]
