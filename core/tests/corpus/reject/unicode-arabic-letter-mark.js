//! title: a mark of direction behind a name
//! finding: UNICODE_SECURITY 2
const users = []
users‏.push(1)
return users
