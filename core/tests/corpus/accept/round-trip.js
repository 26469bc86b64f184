//! title: round trip
//! value: {"n":null,"t":true,"f":1.5,"z":{"$number":"-0"},"s":"é😀","d":{"$date":1000000000000},"b":{"$bigint":"1180591620717411303424"},"y":{"$bytes":[0,255]},"l":[{"$undefined":true},1],"o":{}}
return await callTool('echo',{n:null,t:true,f:1.5,z:-0,s:'é😀',d:new Date(1e12),b:2n**70n,y:new Uint8Array([0,255]),l:[undefined,1],u:undefined,o:{}})
