//! title: unicode bidi in a comment
//! stopped: 0 UNICODE_SECURITY
/* ⁧ if (context.admin) { ⁩ */
return 'ran'
