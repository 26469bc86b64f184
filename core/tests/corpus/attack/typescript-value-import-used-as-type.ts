//! title: typescript value import used as type
//! stopped: 1 NO_IMPORT
import { Stats } from 'fs'
const a: Stats | null = null
return a
