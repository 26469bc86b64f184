//! title: setTimeout takes text that is put together
//! finding: NO_EVAL 2
const id = context.tenant
setTimeout('notify("' + id + '")', 10)
return id
