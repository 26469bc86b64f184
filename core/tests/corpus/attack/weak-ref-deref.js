//! title: weak ref deref
//! stopped: 1 DISALLOWED_IDENTIFIER
return new WeakRef({ a: 1 }).deref()?.a
