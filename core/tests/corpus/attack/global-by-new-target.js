//! title: global by new target
//! value: ["undefined", "undefined", "function", "function"]
const seen = []
function Look() { seen.push(typeof new.target, typeof (() => new.target)()) }
Look()
new Look()
return seen
