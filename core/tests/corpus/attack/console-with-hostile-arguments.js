//! title: console with hostile arguments
//! console: ["%s %d { a: [Getter] } [Function: f]", "%c css %o"]
//! value: 1
const f = () => callTool('escaped', {})
console.log('%s %d', { get a() { callTool('escaped', {}); return 1 } }, f)
console.log('%c', 'css', '%o')
return 1
