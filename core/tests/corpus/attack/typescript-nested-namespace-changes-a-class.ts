//! title: typescript nested namespace changes a class
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
class B { own() { return 1 } }
namespace B { export namespace prototype { export const own = () => 'changed' } }
return new B().own()
