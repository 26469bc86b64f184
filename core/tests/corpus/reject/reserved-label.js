//! title: a reserved name as a label
//! finding: RESERVED_PREFIX 1
//! finding: RESERVED_PREFIX 1
__ag_outer: for (const a of [1]) { break __ag_outer }
