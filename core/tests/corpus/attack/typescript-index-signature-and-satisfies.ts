//! title: typescript index signature and satisfies
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
const o = { run: () => {} } satisfies Record<string, unknown>
return (o.run as unknown as { constructor: (t: string) => () => string }).constructor("return 'ESCAPED'")()
