//! title: ctor key behind non null and satisfies
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return ((() => {}) as any)[('constructor' satisfies string)!]("return 'ESCAPED'")()
