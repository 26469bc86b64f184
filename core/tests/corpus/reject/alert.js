//! title: alert of a browser
//! finding: DISALLOWED_IDENTIFIER 2
const total = 1
alert(total)
