//! title: json
//! value: ["{\"a\":[1,{\"b\":2}],\"d\":\"1970-01-01T00:00:00.000Z\"}","[\n  1,\n  2\n]",{"a":[1,null]},"{\"a\":1}",[2,4],"\" \\\"\"","5"]
return [JSON.stringify({a:[1,{b:2}],u:undefined,f(){},d:new Date(0)}),JSON.stringify([1,2],null,2),JSON.parse('{"a":[1,null]}'),JSON.stringify({a:1,b:2},['a']),JSON.parse('[1,2]',(k,v)=>typeof v==='number'?v*2:v),JSON.stringify('\u2028"'),JSON.stringify({toJSON(){return 5}})]
