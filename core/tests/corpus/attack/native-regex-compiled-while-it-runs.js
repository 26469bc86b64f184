//! title: native regex compiled while it runs
//! value: ["none", null]
const { c } = await callTool('echo', { c: 'compile' })
const re = /(a)(b)(c)/y
re.lastIndex = { valueOf() { re[c]?.('x'.repeat(1000)); return 0 } }
const found = re.exec('abc')
return [found === null || found[0] === 'abc' ? 'none' : 'ESCAPED', null]
