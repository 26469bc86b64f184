//! title: stack by replace callbacks
//! stopped: 4 STACK_OVERFLOW
const deeper = (text) => text.replace(/a/, () => deeper(text))
return deeper('a')
