//! title: timers throwing do not end the run
//! console: ["Uncaught Error: in a timer", "Uncaught Error: 5", "Uncaught Error: a symbol"]
//! value: "alive"
setTimeout(() => { throw new Error('in a timer') }, 1)
setTimeout(() => { throw 5 }, 2)
setTimeout(() => { throw Symbol('x') }, 3)
await sleep(10)
return 'alive'
