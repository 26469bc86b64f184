//! title: caller of a function
//! stopped: 4 EXECUTION_ERROR
const { c } = await callTool('echo', { c: 'call' })
function inner() { return inner[c + 'er'] }
function outer() { return inner() }
const got = outer()
return got ? got.arguments : typeof got
