//! title: a tool is added with a compound assignment
//! finding: NO_CALL_TARGET_ASSIGNMENT 2
const extra = async () => 1
tools.extra ??= extra
return 1
