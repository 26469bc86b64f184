//! title: generators
//! value: [0,1,10,11]
function* g(){ let i=0; while(true){ const r=yield i++; if(r) i=r } } const it=g(); return [it.next().value,it.next().value,it.next(10).value,it.next().value]
