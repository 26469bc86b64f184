//! title: optional chaining
//! value: [{"$undefined":true},{"$undefined":true},1,{"$undefined":true},"d"]
const o={a:{b:null,f:()=>1}}; return [o?.a?.b?.c,o.x?.y.z,o.a.f?.(),o.g?.(),o?.['a']?.b ?? 'd']
