//! title: ctor key behind as const
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return ((() => {}) as any)['constructor' as const]("return 'ESCAPED'")()
