//! title: typescript namespace merges into a function
//! value: [1, 2]
function f() { return 1 }
namespace f { export const own = 2 }
return [f(), f.own]
