//! title: typescript declare evaluator
//! stopped: 1 NO_EVAL
declare function eval(text: string): any
return eval("'ESCAPED'")
