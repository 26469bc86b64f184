//! title: an invisible character at secure
//! level: strict
//! finding: UNICODE_SECURITY 1
const to​ken = 1
return 1
