//! title: base64 by Buffer
//! finding: DISALLOWED_IDENTIFIER 2
const text = 'user:password'
const header = 'Basic ' + Buffer.from(text).toString('base64')
return header
