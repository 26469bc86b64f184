//! title: map and set
//! value: [{"a":2,"b":1},["a","b"],3,true,{"k":1},[1]]
const m=new Map(); for(const w of ['a','b','a']) m.set(w,(m.get(w)??0)+1); const s=new Set([1,2,2,3]); return [Object.fromEntries(m),[...m.keys()],s.size,[...s].includes(2),new Map([['k',1]]),new Set([1,1])]
