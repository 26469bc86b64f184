//! title: two names are two findings
//! finding: UNKNOWN_GLOBAL 1
//! finding: UNKNOWN_GLOBAL 1
const total = price * quantity
return total.toFixed(2)
