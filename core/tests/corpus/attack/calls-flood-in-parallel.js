//! title: calls flood in parallel
//! stopped: 4 MAX_TOOL_CALLS
return await parallel(Array.from({ length: 5000 }, (_, i) => () => callTool('echo', { i })), { concurrency: 500 })
