//! title: typescript dotted namespace reaches the maker
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
namespace A.constructor.constructor { export const made = constructor("return 'ESCAPED'")() }
return 1
