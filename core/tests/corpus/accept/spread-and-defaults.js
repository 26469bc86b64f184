//! title: spread and defaults
//! value: [[1,2,[]],[1,2,[3,4]],[7,8,[]],{"a":1,"b":2}]
const f=(a,b=a*2,...c)=>[a,b,c]; return [f(1),f(1,2,3,4),f(...[7,8]),{...{a:1},b:2}]
