//! title: Buffer of Node
//! finding: DISALLOWED_IDENTIFIER 1
return Buffer.from('text').toString('base64')
