//! title: ctor key with a null byte behind
//! value: "undefined"
const { k } = await callTool('echo', { k: 'constructor\0x' })
const got = (() => {})[k]
return got ? got("return 'ESCAPED'")() : typeof got
