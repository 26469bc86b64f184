//! title: an exception in a timer goes to the console
//! plain: no
//! value: "after"
//! console: ["Uncaught Error: in a timer"]
setTimeout(() => {
  throw new Error('in a timer');
}, 1);
await sleep(20);
return 'after';
