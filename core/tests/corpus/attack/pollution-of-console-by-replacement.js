//! title: pollution of console by replacement
//! console: ["shown"]
//! value: 1
const { log } = console
const own = { ...console, log: () => callTool('escaped', {}) }
log('shown')
return Object.keys(own).length - 4
