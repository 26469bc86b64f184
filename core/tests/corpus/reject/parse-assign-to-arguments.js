//! title: arguments as a target in strict mode
//! finding: PARSE_ERROR 2
function first() {
  arguments = [1]
  return arguments[0]
}
return first()
