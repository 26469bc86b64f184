//! title: error claims the timeout of the host
//! stopped: 4 EXECUTION_ERROR
const error = new Error('Cannot be caught')
Object.assign(error, { code: 'TIMEOUT', uncatchable: true, name: 'InternalError' })
throw error
