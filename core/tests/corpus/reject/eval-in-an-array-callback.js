//! title: eval passed to map
//! finding: NO_EVAL 2
const sums = ['1+1', '2+2']
return sums.map(eval)
