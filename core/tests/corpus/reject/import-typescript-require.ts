//! title: an import with require in TypeScript
//! finding: NO_IMPORT 1
import fs = require('fs')
const size: number = fs.statSync('a').size
return size
