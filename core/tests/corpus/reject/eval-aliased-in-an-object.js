//! title: eval kept as a member of an object
//! finding: NO_EVAL 3
const helpers = {
  double: (x) => x * 2,
  compute: eval,
}
return helpers.compute('2 + 2')
