//! title: a star of anything in a star
//! finding: REGEX_REDOS 3
const lines = ["a", "b"]
return lines.filter((line) =>
  /^(.*)*$/.test(line))
