//! title: async generators
//! value: [0,1,2]
async function* g(){ for(let i=0;i<3;i++){ await null; yield i } } const o=[]; for await(const x of g()) o.push(x); return o
