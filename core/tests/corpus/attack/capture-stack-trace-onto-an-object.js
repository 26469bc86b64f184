//! title: capture stack trace onto an object
//! value: "string"
const { k } = await callTool('echo', { k: 'captureStack' })
const capture = Error[k + 'Trace']
if (!capture) return 'none'
const o = {}
capture(o)
if (/\/(home|root|usr|work|tmp|etc)\/|[.]rs\b|[.]cargo|node_modules|site-packages/.test(String(o.stack))) return 'ESCAPED: ' + o.stack
return typeof o.stack
