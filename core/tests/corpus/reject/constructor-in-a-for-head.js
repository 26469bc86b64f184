//! title: a for head takes the constructor
//! finding: NO_DANGEROUS_DESTRUCTURING 1
for (const { constructor: make } of [[1], [2]]) {
  console.log(make)
}
