//! title: timer renamed with text
//! stopped: 4 EXECUTION_ERROR
const later = setTimeout
later(['callTool', '("escaped", {})'].join(''), 0)
await sleep(5)
return 'none'
