//! title: a power whose exponent is computed
//! finding: RESOURCE_EXHAUSTION 3
const DIGITS = 100000n
let x = 10n
x **= DIGITS
return x > 0n
