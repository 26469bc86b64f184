//! title: typescript import type of module
//! value: null
const a: import('fs').Stats | null = null
return a
