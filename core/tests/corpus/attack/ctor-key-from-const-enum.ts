//! title: ctor key from const enum
//! stopped: 4 EXECUTION_ERROR
const enum Key { Maker = 'constructor' }
return ((() => {}) as any)[Key.Maker]("return 'ESCAPED'")()
