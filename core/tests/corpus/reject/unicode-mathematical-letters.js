//! title: a name in mathematical letters at secure
//! level: secure
//! finding: UNICODE_SECURITY 2
const 𝐚 = 1
const pr𝐨cess = 2
return 1
