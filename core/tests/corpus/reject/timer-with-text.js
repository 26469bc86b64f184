//! title: a timer is given text
//! finding: NO_EVAL 2
await sleep(1)
setTimeout('console.log(1)', 10)
return 1
