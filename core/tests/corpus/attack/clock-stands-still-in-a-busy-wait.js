//! title: clock stands still in a busy wait
//! stopped: 4 MAX_ITERATIONS
const start = Date.now()
while (Date.now() < start + 5) {}
return 'ESCAPED: the clock moved under a loop'
