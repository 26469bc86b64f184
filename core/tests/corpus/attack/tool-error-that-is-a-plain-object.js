//! title: tool error that is a plain object
//! stopped: 4 EXECUTION_ERROR
throw { code: 'MEMORY_LIMIT_EXCEEDED', name: 'MEMORY_LIMIT_EXCEEDED', message: 'the script needed more memory', line: 1, data: { limit: 'memory_bytes' } }
