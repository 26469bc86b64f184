//! title: typescript import with side effect left
//! stopped: 1 NO_IMPORT
import 'std'
const a: number = 1
return a
