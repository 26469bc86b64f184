//! title: stack by async functions
//! stopped: 4 STACK_OVERFLOW
const deeper = async () => await deeper()
return await deeper()
