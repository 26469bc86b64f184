//! title: mistakes on one line, in their order
//! finding: NO_EVAL 2
//! finding: DISALLOWED_IDENTIFIER 2
//! finding: NO_GLOBAL_ACCESS 2
//! finding: NO_CONSTRUCTOR_ACCESS 2
//! finding: UNKNOWN_GLOBAL 2
const a = 1
return [eval('a'), fetch('/'), globalThis.x, {}.__proto__, nothing]
