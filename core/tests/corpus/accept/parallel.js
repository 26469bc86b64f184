//! title: parallel
//! value: [{"sum":2},2]
return await parallel([()=>callTool('add',{a:1,b:1}),async()=>2],{concurrency:1})
