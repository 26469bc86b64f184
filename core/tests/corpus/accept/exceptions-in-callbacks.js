//! title: exceptions in callbacks
//! value: ["RangeError","r"]
try { [1].map(()=>{ throw new RangeError('r') }) } catch(e) { return [e.name,e.message] }
