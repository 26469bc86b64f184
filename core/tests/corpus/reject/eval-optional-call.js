//! title: eval called when it is there
//! finding: NO_EVAL 2
const expression = '3 * 7'
const value = eval?.(expression)
return value ?? 0
