//! title: arguments too deep for the native stack
//! value: "OUTPUT_TOO_LARGE"
let o = {}
for (let i = 0; i < 200_000; i++) o = { o }
try { return await callTool('echo', o) } catch (error) { return error.code }
