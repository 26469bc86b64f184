//! title: unicode homoglyph of context at strict
//! level: strict
//! stopped: 0 UNICODE_SECURITY
const соntext = { tenant: 'other' }
return соntext.tenant
