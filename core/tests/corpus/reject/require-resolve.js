//! title: require.resolve
//! finding: NO_IMPORT 3
let where = 'nowhere'
try {
  where = require.resolve('axios')
} catch {}
return where
