//! title: a class
//! level: strict
//! finding: NO_USER_FUNCTION 1
class User { name = 'a' }
return new User().name
