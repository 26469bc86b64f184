//! title: a slow regex at strict
//! level: strict
//! language: javascript
//! finding: REGEX_REDOS 2
const text = context.tenant
return /^(([a-z])+.)+[A-Z]([a-z])+$/.test(text)
