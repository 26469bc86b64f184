//! title: unicode bidi override hides a call
//! stopped: 0 UNICODE_SECURITY
const role = 'user‮ // admin⁦'
return role.length
