//! title: tool error with the code of a limit
//! stopped: 4 EXECUTION_ERROR
throw Object.assign(new Error('the run took longer than `timeout_ms` (2000) allows'), { code: 'TIMEOUT', name: 'TIMEOUT', limit: 'timeout_ms' })
