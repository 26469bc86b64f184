//! title: import alias of a global
//! stopped: 1 NO_IMPORT
import G = globalThis.Function
return G("return 'ESCAPED'")()
