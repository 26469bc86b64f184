//! title: native replace with a growing pattern
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
let text = 'xx'
for (let i = 0; i < 30; i++) text = text.replace(/^.*$/, "$&$&$&")
return ['ESCAPED', text.length]
