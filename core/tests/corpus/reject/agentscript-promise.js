//! title: Promise
//! level: strict
//! finding: DISALLOWED_IDENTIFIER 1
return await Promise.all([tools.users.list({})])
