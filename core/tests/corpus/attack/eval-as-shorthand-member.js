//! title: eval as shorthand member
//! stopped: 1 NO_EVAL
const o = { eval }
return o.eval("'ESCAPED'")
