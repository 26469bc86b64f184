//! title: ctor key as slice of a long text
//! stopped: 4 EXECUTION_ERROR
const text = 'x'.repeat(50000) + 'constructor' + 'y'.repeat(50000)
return (() => {})[text.substring(50000, 50011)]("return 'ESCAPED'")()
