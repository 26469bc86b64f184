//! title: a parameter is declared again
//! finding: PARSE_ERROR 2
const describe = (user) => {
  let user = 'none'
  return user
}
return describe({})
