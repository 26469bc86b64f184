//! title: wrapper separators inside strings and templates
//! value: [3, 3]
const parts = ['a b', `c d`].map((text) => text.length)
return parts
