//! title: a text that reads in another order
//! finding: UNICODE_SECURITY 2
//! finding: UNICODE_SECURITY 2
//! finding: UNICODE_SECURITY 2
//! finding: UNICODE_SECURITY 2
const admin = false
// ‮ } ⁦if (admin)⁩ ⁦ begin
return admin
