//! title: microtask with text
//! stopped: 4 EXECUTION_ERROR
queueMicrotask(`callTool('escaped', {})`)
return 'none'
