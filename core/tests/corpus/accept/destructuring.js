//! title: destructuring
//! value: {"a":1,"c":5,"r":{"d":2,"e":3},"rest":{"f":4},"x":1,"y":9,"z":[4,5]}
const {a,b:{c=5,...r}={},...rest}={a:1,b:{d:2,e:3},f:4}; const [x,,y=9,...z]=[1,2,undefined,4,5]; return {a,c,r,rest,x,y,z}
