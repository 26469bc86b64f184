//! title: structured clone
//! value: [2,{"d":{"$date":5},"m":[1,{"x":9}]}]
const a={d:new Date(5),m:[1,{x:2}],u:undefined}; const b=structuredClone(a); b.m[1].x=9; return [a.m[1].x,b]
