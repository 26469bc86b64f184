//! title: an f-string of Python
//! finding: PARSE_ERROR 2
const name = 'Ada'
const text = f"Hello {name}"
return text
