//! title: result of lone surrogates
//! value: ["a", 3, true]
const text = '\ud800x\udfff'
const back = await callTool('echo', { text })
return ['a', back.text.length, back.text === text]
