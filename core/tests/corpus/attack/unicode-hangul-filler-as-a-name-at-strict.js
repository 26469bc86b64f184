//! title: unicode hangul filler as a name at strict
//! level: strict
//! language: javascript
//! stopped: 0 UNICODE_SECURITY
const { tenant, ㅤ } = context
return tenant
