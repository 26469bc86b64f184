//! title: stack of iterator helpers take
//! stopped: 4 EXECUTION_ERROR
let it = [1, 2, 3].values()
for (let i = 0; i < 50_000; i++) it = it.take(5)
return [...it].length
