//! title: angular cause to string of char at
//! value: "a"
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
Object[of]('').charAt = [].join
const { k } = await callTool('echo', { k: 'x=1} } };callTool("escaped",{})//' })
setTimeout(() => k, 0)
return 'a'.charAt(0)
