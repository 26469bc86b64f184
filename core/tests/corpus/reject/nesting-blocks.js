//! title: blocks nested deeper than 50
//! finding: NESTING_TOO_DEEP 52
let n = 0
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
if (n === 0) {
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
return n
