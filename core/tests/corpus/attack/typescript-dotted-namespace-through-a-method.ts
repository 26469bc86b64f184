//! title: typescript dotted namespace through a method
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
namespace A.toString.constructor { export const made = constructor("return 'ESCAPED'")() }
return 1
