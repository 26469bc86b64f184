//! title: shadow realm evaluate
//! stopped: 1 NO_EVAL
return new ShadowRealm().evaluate("'ESCAPED'")
