//! title: an enum without its braces
//! finding: PARSE_ERROR 1
enum Role Admin, Viewer
return Role.Admin
