//! title: a dynamic import with then
//! finding: NO_IMPORT 2
let size = 0
import('crypto').then((crypto) => { size = crypto.randomBytes(4).length })
return size
