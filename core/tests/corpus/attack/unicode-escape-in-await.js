//! title: unicode escape in await
//! stopped: 1 PARSE_ERROR
return \u0061wait callTool('echo', {})
