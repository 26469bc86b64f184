//! title: eval in full width letters at strict
//! level: strict
//! language: javascript
//! finding: UNICODE_SECURITY 2
const text = "1"
return ｅｖａｌ(text)
