//! title: the line of the key, not of the pattern
//! finding: NO_DANGEROUS_DESTRUCTURING 4
const {
  length,
  at: {
    constructor: Fn,
  },
} = []
return [length, Fn]
