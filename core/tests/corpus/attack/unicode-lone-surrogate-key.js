//! title: unicode lone surrogate key
//! value: ["😀"]
const { k } = await callTool('echo', { k: '\ud83d' })
const o = {}
o[k + '\ude00'] = 1
return Object.keys(o)
