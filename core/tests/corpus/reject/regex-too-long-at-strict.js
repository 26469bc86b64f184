//! title: a regex of more than 100 characters at strict
//! level: strict
//! language: javascript
//! finding: REGEX_LIMIT 2
const mail = context.tenant
return /^[a-z0-9.!#$%&'*+=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i.test(mail)
