//! title: ctor key from char codes in a buffer
//! stopped: 4 EXECUTION_ERROR
const bytes = Uint8Array.from([99, 111, 110, 115, 116, 114, 117, 99, 116, 111, 114])
return (() => {})[new TextDecoder().decode(bytes)]("return 'ESCAPED'")()
