//! title: getters and setters
//! value: [10,["_v","v"]]
const o={_v:1,get v(){return this._v},set v(x){this._v=x*2}}; o.v=5; return [o.v,Object.keys(o)]
