//! title: evaluator
//! finding: NO_CONSTRUCTOR_ACCESS 1
return [].constructor.constructor('return 1')()
