//! title: a text with a zero width space at strict
//! level: strict
//! language: javascript
//! finding: UNICODE_SECURITY 1
const role = 'adm​in'
return role
