//! title: tool error that is a code text
//! stopped: 4 EXECUTION_ERROR
throw 'STACK_OVERFLOW'
