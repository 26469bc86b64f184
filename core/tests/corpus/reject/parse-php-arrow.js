//! title: an arrow of another language
//! finding: PARSE_ERROR 2
const user = { name: 'Ada' }
return user->name
