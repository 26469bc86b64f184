//! title: reserved name as enum and namespace
//! stopped: 1 RESERVED_PREFIX
namespace __ag_key { export const a = 1 }
enum __safe_callTool { A }
return 1
