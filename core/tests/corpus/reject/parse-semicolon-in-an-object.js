//! title: semicolons between members
//! finding: PARSE_ERROR 2
const options = {
  limit: 10;
  cursor: 0
}
return options
