//! title: an import for its effect
//! finding: NO_IMPORT 2
const a = 1
import 'dotenv/config'
return a
