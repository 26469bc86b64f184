//! title: words with optional spaces
//! finding: REGEX_REDOS 2
const title = "the quick brown fox"
const words = title.match(/^(\w+\s?)*$/)
return words
