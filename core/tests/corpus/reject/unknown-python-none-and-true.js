//! title: None and True as in Python
//! finding: UNKNOWN_GLOBAL 2
//! finding: UNKNOWN_GLOBAL 3
const flags = {
  active: True,
  parent: None,
}
return flags
