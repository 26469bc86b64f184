//! title: same object twice
//! value: {"a":{"x":1},"b":{"x":1},"l":[{"x":1},{"x":1}]}
const a={x:1}; return await callTool('echo',{a,b:a,l:[a,a]})
