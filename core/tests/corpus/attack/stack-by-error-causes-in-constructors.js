//! title: stack by error causes in constructors
//! stopped: 4 STACK_OVERFLOW
class Deep extends Error { constructor() { super('deep', { get cause() { return new Deep() } }) } }
throw new Deep()
