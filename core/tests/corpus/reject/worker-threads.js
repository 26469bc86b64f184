//! title: work is given to a worker
//! finding: DISALLOWED_IDENTIFIER 1
const worker = new Worker('./sum.js')
worker.postMessage([1, 2, 3])
return 'started'
