//! title: state is kept on self, read and written
//! finding: NO_GLOBAL_ACCESS 1
//! finding: NO_GLOBAL_ACCESS 1
self.cache = self.cache || {}
return Object.keys(context)
