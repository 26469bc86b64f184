//! title: a replacer that may be a function
//! language: agentscript
//! finding: JSON_CALLBACK_NOT_ALLOWED 2
const replacer = context.replacer
return JSON['stringify']({ a: 1 }, replacer)
