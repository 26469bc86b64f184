//! title: a range out of order
//! finding: PARSE_ERROR 2
const text = 'az'
return /[z-a]/.test(text)
