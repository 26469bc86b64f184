//! title: Intl does not exist
//! finding: DISALLOWED_IDENTIFIER 1
return new Intl.NumberFormat('en-US').format(1234.5)
