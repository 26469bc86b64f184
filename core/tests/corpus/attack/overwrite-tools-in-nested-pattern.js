//! title: overwrite tools in nested pattern
//! stopped: 1 NO_CALL_TARGET_ASSIGNMENT
[[{ a: tools.users.list = () => 1 }]] = [[{}]]
return 1
