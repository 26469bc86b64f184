//! title: eval spelled with an escape in its name
//! finding: NO_EVAL 2
const text = '40 + 2'
return \u0065val(text)
