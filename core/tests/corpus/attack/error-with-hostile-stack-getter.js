//! title: error with hostile stack getter
//! console: []
//! stopped: 4 EXECUTION_ERROR
class Odd extends Error { get stack() { console.log('looked'); return { toString() { console.log('looked') } } } }
throw new Odd('own')
