//! title: deadlock
//! error: DEADLOCK
await new Promise(() => {})
