//! title: ctor key with a zero width joiner
//! value: "undefined"
const { k } = await callTool('echo', { k: 'const\u200dructor' })
const got = (() => {})[k]
return got ? got("return 'ESCAPED'")() : typeof got
