//! title: stack of iterator helpers map
//! stopped: 4 EXECUTION_ERROR
let it = [1, 2, 3].values()
for (let i = 0; i < 20_000; i++) it = it.map((x) => x)
return it.next().value
