//! title: more than 20 regexes at secure
//! level: secure
//! finding: REGEX_LIMIT 23
const text = context.tenant
const all = [
  /^a/,
  /^b/,
  /^c/,
  /^d/,
  /^e/,
  /^f/,
  /^g/,
  /^h/,
  /^i/,
  /^j/,
  /^k/,
  /^l/,
  /^m/,
  /^n/,
  /^o/,
  /^p/,
  /^q/,
  /^r/,
  /^s/,
  /^t/,
  /^u/,
  /^v/,
]
return all.some((one) => one.test(text))
