//! title: an export that is no default
//! finding: NO_IMPORT 1
//! finding: NO_IMPORT 2
export const total = 1
export function go() { return total }
