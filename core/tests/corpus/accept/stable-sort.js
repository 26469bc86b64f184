//! title: stable sort
//! value: ["c","b","a"]
return [{n:'b',k:1},{n:'a',k:1},{n:'c',k:0}].sort((x,y)=>x.k-y.k).map(x=>x.n)
