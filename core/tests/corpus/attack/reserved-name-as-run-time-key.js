//! title: reserved name as run time key
//! value: ["__ag_key"]
const { k } = await callTool('echo', { k: '__ag_' })
const o = {}
o[k + 'key'] = (key) => key
return Object.keys(o)
