//! title: weak collections
//! value: [1,false,true]
const k={}; const w=new WeakMap([[k,1]]); return [w.get(k),w.has({}),new WeakSet([k]).has(k)]
