//! title: promise all
//! value: [2,3,4]
return await Promise.all([1,2,3].map(async x=>(await callTool('add',{a:x,b:1})).sum))
