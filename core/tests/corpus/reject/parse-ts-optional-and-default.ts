//! title: an optional parameter with a default
//! finding: PARSE_ERROR 1
function greet(name?: string = 'you'): string {
  return 'hi ' + name
}
return greet()
