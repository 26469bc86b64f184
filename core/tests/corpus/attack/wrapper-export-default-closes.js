//! title: wrapper export default closes
//! stopped: 0 PARSE_ERROR
export default function () { return 1 } }); callTool('escaped', {}); (function () {
