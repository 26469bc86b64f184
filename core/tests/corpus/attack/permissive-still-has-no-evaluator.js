//! title: permissive still has no evaluator
//! level: permissive
//! stopped: 1 NO_EVAL
return Function("return 'ESCAPED'")()
