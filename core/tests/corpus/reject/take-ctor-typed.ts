//! title: constructor taken with a type behind the pattern
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const { constructor: Make, length }: { constructor: any; length: number } = [] as any
return [Make, length]
