//! title: import source phase
//! stopped: 1 NO_IMPORT
import source wasm from 'a.wasm'
return 'ESCAPED'
