//! title: typescript enum reads a maker
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
enum E { A = (() => {})['constructor'] as any }
return (E.A as any)("return 'ESCAPED'")()
