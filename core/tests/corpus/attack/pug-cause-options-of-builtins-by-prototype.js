//! title: pug cause options of builtins by prototype
//! value: [1, "2"]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const top = Object[of]({})
Object.assign(top, { fatal: true, ignoreBOM: true, style: 'percent' })
return [new TextDecoder().decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)).length, (2).toLocaleString()]
