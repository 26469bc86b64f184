//! title: sandboxjs cause with scope by spread
//! value: ["function", "string"]
const scope = { ...context, callTool: 'own' }
return [typeof callTool, typeof scope.callTool]
