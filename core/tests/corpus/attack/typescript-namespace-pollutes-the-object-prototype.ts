//! title: typescript namespace pollutes the object prototype
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
namespace A.constructor.prototype { export const polluted = 'yes' }
return ({} as any).polluted
