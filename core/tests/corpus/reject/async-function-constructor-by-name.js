//! title: the constructor of async functions
//! finding: NO_EVAL 1
const make = AsyncFunction
return await make('return 1')()
