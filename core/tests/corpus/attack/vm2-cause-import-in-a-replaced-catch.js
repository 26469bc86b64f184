//! title: vm2 cause import in a replaced catch
//! stopped: 1 NO_IMPORT
try { await import('fs') } catch (error) { return typeof error.constructor }
