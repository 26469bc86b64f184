//! title: constructor behind ?.
//! finding: NO_CONSTRUCTOR_ACCESS 2
const user = context.user
return user?.constructor?.constructor
