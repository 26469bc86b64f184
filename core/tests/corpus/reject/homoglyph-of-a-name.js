//! title: a letter that looks like another
//! level: secure
//! finding: UNICODE_SECURITY 1
//! finding: UNICODE_SECURITY 2
const сallTool_ = 1
return сallTool_
