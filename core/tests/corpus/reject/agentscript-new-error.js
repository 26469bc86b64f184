//! title: Error
//! level: strict
//! finding: DISALLOWED_IDENTIFIER 1
throw new Error('no')
