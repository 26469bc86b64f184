//! title: all settled
//! value: [["fulfilled",2,{"$undefined":true}],["rejected",{"$undefined":true},"NO_SUCH_USER"]]
const r=await Promise.allSettled([callTool('add',{a:1,b:1}),callTool('fail',{message:'x'})]); return r.map(x=>[x.status,x.value?.sum,x.reason?.code])
