//! title: WeakRef does not exist
//! finding: DISALLOWED_IDENTIFIER 1
const ref = new WeakRef({})
return ref.deref()
