//! title: ctor key from string raw
//! stopped: 4 EXECUTION_ERROR
return (() => {})[String.raw`con${'struct'}or`]("return 'ESCAPED'")()
