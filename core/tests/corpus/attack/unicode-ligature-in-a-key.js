//! title: unicode ligature in a key
//! value: ["undefined", "function"]
const { k } = await callTool('echo', { k: '\ufb01ll' })
return [typeof [][k], typeof [][k.normalize('NFKC')]]
