//! title: typescript namespace replaces a function prototype
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
function f() {}
namespace f { export const prototype = { own: () => 'changed' } }
return new (f as any)().own()
