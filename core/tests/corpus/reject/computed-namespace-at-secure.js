//! title: a computed key behind tools at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 1
return await tools[context.space].list({})
