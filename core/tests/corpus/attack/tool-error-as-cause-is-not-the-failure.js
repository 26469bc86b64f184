//! title: tool error as cause is not the failure
//! stopped: 4 EXECUTION_ERROR
try { await callTool('fail', { message: 'no' }) } catch (cause) { throw new Error('wrapped', { cause }) }
