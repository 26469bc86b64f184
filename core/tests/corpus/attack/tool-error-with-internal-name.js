//! title: tool error with internal name
//! stopped: 4 EXECUTION_ERROR
throw Object.assign(new Error('stopped'), { name: 'InternalError' })
