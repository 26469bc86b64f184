//! title: ctor key from map and set
//! stopped: 4 EXECUTION_ERROR
const keys = new Map([[0, new Set(['constructor'])]])
for (const key of keys.get(0)) return (() => {})[key]("return 'ESCAPED'")()
