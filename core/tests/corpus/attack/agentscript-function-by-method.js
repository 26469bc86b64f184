//! title: agentscript function by method
//! level: strict
//! stopped: 1 NO_USER_FUNCTION
return { run() { return this } }.run()
