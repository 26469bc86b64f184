//! title: typescript namespace named proto
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
namespace __proto__ { export const a = 1 }
return 1
