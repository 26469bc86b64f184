//! title: result text too long
//! stopped: 5 OUTPUT_TOO_LARGE
const { n } = await callTool('echo', { n: 17_000_000 })
return { text: 'x'.repeat(n) }
