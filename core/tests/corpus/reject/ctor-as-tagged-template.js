//! title: constructor called by a template
//! finding: NO_CONSTRUCTOR_ACCESS 1
const run = (() => 1).constructor`return 2`
return run()
