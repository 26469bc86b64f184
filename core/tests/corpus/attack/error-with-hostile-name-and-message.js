//! title: error with hostile name and message
//! console: []
//! stopped: 4 EXECUTION_ERROR
let looks = 0
throw {
  get name() { looks++; console.log('looked'); return 'TypeError' },
  get message() { looks++; console.log('looked'); return 'm' },
  toString() { console.log('looked'); return 'text' },
}
