//! title: a computed key that folds to __proto__ in a pattern
//! finding: NO_DANGEROUS_DESTRUCTURING 2
const key = ['__proto', '__'].join('')
const { [key]: base } = {}
return base
