//! title: document of a browser
//! finding: DISALLOWED_IDENTIFIER 1
//! finding: DISALLOWED_IDENTIFIER 2
document.title = 'x'
return document.title
