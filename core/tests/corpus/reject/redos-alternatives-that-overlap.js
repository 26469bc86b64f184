//! title: alternatives that overlap
//! finding: REGEX_REDOS 2
const text = "aaaa"
return text.replace(/(a|aa)+$/, "")
