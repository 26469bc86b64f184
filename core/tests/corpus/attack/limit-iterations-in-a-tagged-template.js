//! title: limit iterations in a tagged template
//! stopped: 4 MAX_ITERATIONS
const tag = (parts, ...values) => { let i = values.length; do i++; while (parts.length > 0 && i > 0); return i }
try { return `ESCAPED ${tag`a${1}b${callTool.name}c`}` } catch { return 'ESCAPED' }
