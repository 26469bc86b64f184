//! title: ctor key as utf 16 rope
//! stopped: 4 EXECUTION_ERROR
let key = '\u{1F600}'
for (const letter of 'constructor') key += letter
return (() => {})[key.slice(2)]("return 'ESCAPED'")()
