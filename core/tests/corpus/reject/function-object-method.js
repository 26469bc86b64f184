//! title: a method of an object
//! language: agentscript
//! finding: NO_USER_FUNCTION 3
const tax = {
  rate: 0.2,
  of(total) { return total * 0.2 },
}
return tax.of(10)
