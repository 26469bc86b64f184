//! title: a group name that is not a name
//! finding: PARSE_ERROR 2
const date = '2024-01-02'
const match = date.match(/(?<1year>\d{4})/)
return match
