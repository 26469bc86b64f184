//! title: isolates that hide the end of a comment
//! finding: UNICODE_SECURITY 2
//! finding: UNICODE_SECURITY 2
const a = 1
/* ⁦ check the role ⁩ */
return a
