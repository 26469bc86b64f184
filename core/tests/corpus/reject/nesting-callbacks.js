//! title: callbacks nested deeper than the limit
//! finding: NESTING_TOO_DEEP 27
const run = (f) => f()
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
run(() => {
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
})
return 1
