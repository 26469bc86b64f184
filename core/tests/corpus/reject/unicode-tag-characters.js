//! title: invisible tags in a comment at strict
//! level: strict
//! finding: UNICODE_SECURITY 2
const a = 1
// note󠁨󠁩
return a
