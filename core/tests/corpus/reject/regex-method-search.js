//! title: search
//! language: agentscript
//! finding: NO_REGEX_METHOD 2
const text = 'an order of 5 books'
const at = text.search('order')
return at
